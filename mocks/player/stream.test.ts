import { expect, test } from 'vitest';
import { responseOf } from '../msw/response.ts';
import { playDelivery } from '../stream/timing.ts';
import type { Delivery } from '../stream/delivery.ts';
import type { SentResponse } from './channel.ts';
import { createEventFeed } from './event-feed.ts';
import { batchOf } from '../playwright/fixture/event-supply.ts';
import { createPlayedStream, type PlayedStream } from './stream.ts';

const request = new Request('https://api.example.com/v1/chat/completions', { method: 'POST' });
const head = { code: 200, headers: {} };
const events = [{ raw: 'a' }, { raw: 'b' }];
const recorded: Delivery = { head, events, end: 'close' };

/** Starts a stream as a document does. */
function start(delivery: Delivery): { stream: PlayedStream; response: Promise<Response> } {
  const { head: first, end, events: all } = delivery;
  const sent: SentResponse = { head: first, end, total: all.length };
  const feed = createEventFeed(() => Promise.reject(new Error('all is given')));
  const playback = playDelivery(delivery, {
    signal: request.signal,
    limit: 0,
    more: (from) => feed.next(from),
  });
  const reading = {
    wantsMore: true,
    delivered: () => true,
    whenRead: (position: number) => playback.whenRead(position),
  };
  let respond!: (response: Response) => void;
  const response = new Promise<Response>((resolve) => (respond = resolve));
  const stream = createPlayedStream(3, sent, { playback, feed, reading }, (begun) =>
    respond(responseOf(begun, playback, request)),
  );
  return { stream, response };
}

async function readAll({ stream, response }: ReturnType<typeof start>): Promise<void> {
  stream.playback.release(Infinity);
  stream.begin();
  await (await response).text().catch(() => {});
}

test('a stream says that it has not begun', () => {
  const { stream } = start(recorded);
  expect(stream.state()).toEqual({ stream: 3, revision: 1, position: 0, begun: false });
});

test('a stream counts the revisions of its state', () => {
  const { stream } = start(recorded);
  stream.begin();
  expect([stream.state(), stream.state()]).toMatchObject([
    { revision: 1, begun: true },
    { revision: 2, begun: true },
  ]);
});

test('a stream that was read to its end says that it was played', async () => {
  const started = start(recorded);
  await readAll(started);
  expect(started.stream.state()).toMatchObject({ position: 2, outcome: 'played' });
});

test('a stream says why it was cancelled', async () => {
  const { stream, response } = start(recorded);
  stream.begin();
  await (await response).body!.cancel('enough');
  expect(stream.state()).toMatchObject({ outcome: 'cancelled', reason: 'enough' });
});

test('a stream that completes says that it was played, and keeps to that', async () => {
  const { stream, response } = start(recorded);
  stream.begin();
  stream.complete();
  await (await response).body!.cancel('done');
  const state = stream.state();
  expect(state.outcome).toBe('played');
  expect(state).not.toHaveProperty('reason');
});

test.each(['stall', 'disconnect'] as const)(
  'a stream that ends with a %s does not complete',
  (end) => {
    const { stream } = start({ ...recorded, end });
    stream.complete();
    expect(stream.state()).not.toHaveProperty('outcome');
  },
);

test('a stream that was cancelled before does not complete', async () => {
  const { stream, response } = start(recorded);
  stream.begin();
  await (await response).body!.cancel('enough');
  stream.complete();
  expect(stream.state().outcome).toBe('cancelled');
});

test('a stream that a fault cuts short says that it failed, however cleanly it ends', async () => {
  const started = start(recorded);
  started.stream.replace({
    from: 0,
    rest: { head, total: 0, end: 'close' },
    position: 1,
    cutsShort: true,
  });
  await readAll(started);
  expect(started.stream.state()).toMatchObject({ position: 0, outcome: 'failed' });
});

test('a stream goes on after a fault that leaves its end', async () => {
  const started = start(recorded);
  const { batch } = batchOf([{ raw: 'x' }], 0, 1);
  const rest: SentResponse = { head, total: 1, end: 'close', events: batch };
  started.stream.replace({ from: 0, rest, position: 1, cutsShort: false });
  await readAll(started);
  expect(started.stream.state()).toMatchObject({ position: 1, outcome: 'played' });
});

test('a refused connection says that it failed', async () => {
  const { stream, response } = start({ events: [], end: 'close' });
  stream.begin();
  expect((await response).type).toBe('error');
  expect(stream.state()).toMatchObject({ begun: true, outcome: 'failed' });
});
