import { expect, test } from 'vitest';
import { createIdle } from './idle.ts';

/** Gives a message to its port after this many turns of timers, as WebKit does. */
const TURNS = 3;

/** A window without task priorities, whose messages come after its timers. */
function fakeWindow() {
  class Port extends EventTarget {
    peer!: Port;
    sent: unknown[][] = [];
    postMessage(...given: unknown[]) {
      this.sent.push(given);
      void this.deliver();
    }
    async deliver() {
      for (let turn = 0; turn < TURNS; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      this.peer.dispatchEvent(new Event('message'));
    }
    start() {}
    close() {}
  }
  class Channel {
    port1 = new Port();
    port2 = new Port();
    constructor() {
      this.port1.peer = this.port2;
      this.port2.peer = this.port1;
    }
  }
  const scope = { MessageChannel: Channel, MessagePort: Port } as unknown as Window &
    typeof globalThis;
  return { idle: createIdle(scope), Channel };
}

/** Posts a message for each of so many slices of work, one after another, as React does. */
function work({ port1, port2 }: Record<'port1' | 'port2', Port>, slices: number) {
  const done = { slices: 0, limit: slices };
  port1.addEventListener('message', () => {
    if (++done.slices < done.limit) port2.postMessage(null);
  });
  port2.postMessage(null);
  return done;
}
interface Port extends EventTarget {
  postMessage(message: unknown): void;
}

const PATIENT_MS = 10_000;

test('work in messages is done, however many slices it takes', async () => {
  const { idle, Channel } = fakeWindow();
  const done = work(new Channel(), 10);
  await idle(PATIENT_MS);
  expect(done.slices).toBe(10);
});

test('work that is posted while it waits is done as well', async () => {
  const { idle, Channel } = fakeWindow();
  let done = { slices: 0, limit: 0 };
  setTimeout(() => (done = work(new Channel(), 2)), 0);
  await idle(PATIENT_MS);
  expect(done.slices).toBe(2);
});

test('an endless series of messages is abandoned at the time limit', async () => {
  const { idle, Channel } = fakeWindow();
  const done = work(new Channel(), Infinity);
  await idle(20);
  expect(done.slices).toBeGreaterThan(0);
  done.limit = 0; // for the tests that follow
});

test('a port passes on all that it is given', async () => {
  const { idle, Channel } = fakeWindow();
  const { port1 } = new Channel();
  port1.postMessage('text', ['transferred']);
  await idle(PATIENT_MS);
  expect(port1.sent).toEqual([['text', ['transferred']]]);
});
