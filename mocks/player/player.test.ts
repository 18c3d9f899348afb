import { expect, test } from 'vitest';
import type { CapturedExchange } from '../record/exchange.ts';
import { createSleep } from '../stream/sleep.ts';
import type { CompletionRequest, Notice, NoticeReply } from './channel.ts';
import { createPlayer } from './player.ts';

const request: CompletionRequest = {
  method: 'POST',
  url: 'https://api.example.com/v1/chat/completions',
  headers: {},
  body: '{}',
  fromWorker: false,
};
const exchange = { request: {}, response: {} } as CapturedExchange;
const played: NoticeReply = {
  play: {
    stream: 0,
    response: { head: { code: 200, headers: {} }, total: 0, end: 'close' },
    pace: 'instant',
    chunking: 'event',
    held: false,
  },
};

/** Plays a request that the test records, and replies so to its exchange. */
async function respond(
  makeExchange: () => Promise<CapturedExchange | undefined>,
  reply: NoticeReply | undefined,
) {
  const notices: Notice[] = [];
  const player = createPlayer({
    notify: async (notice) => {
      notices.push(notice);
      if (notice.type === 'request') return { record: 4 };
      return notice.type === 'exchange' ? reply : undefined;
    },
    settle: async () => true,
    sleep: createSleep(),
    idle: async () => {},
  });
  const { signal } = new AbortController();
  const answer = await player.respond(request, { signal, makeExchange });
  return { answer, notice: notices[1] };
}

test('a player asks the provider, notifies the test, and plays what the test says', async () => {
  const { answer, notice } = await respond(async () => exchange, played);
  expect(notice).toEqual({ type: 'exchange', number: 4, request, outcome: { exchange } });
  expect(answer).toMatchObject({ head: { code: 200 } });
});

test('a player refuses the connection where the provider cannot be asked, and says why', async () => {
  const failing = () => Promise.reject(new Error('Cannot record POST: it is off.'));
  const { answer, notice } = await respond(failing, undefined);
  expect(notice).toMatchObject({ outcome: { problem: 'Cannot record POST: it is off.' } });
  expect(answer).toMatchObject({ head: undefined });
});

test('a player reports that the app has aborted', async () => {
  const { answer, notice } = await respond(async () => undefined, undefined);
  expect(notice).toMatchObject({ outcome: { aborted: true } });
  expect(answer).toMatchObject({ head: undefined });
});

test('a player gives the reason where the test cannot play what was recorded', async () => {
  const miss = { ...request, message: 'no', received: [] };
  const { answer } = await respond(async () => exchange, { miss });
  expect(answer).toEqual({ miss });
});

test('a player gives no answer if the test has ended when the response arrives', async () => {
  const { answer } = await respond(async () => exchange, undefined);
  expect(answer).toBeUndefined();
});

test('a player knows which responses it awaits', async () => {
  let end!: (made: CapturedExchange) => void;
  const player = createPlayer({
    notify: async ({ type }) => (type === 'request' ? { record: 4 } : played),
    settle: async () => true,
    sleep: createSleep(),
    idle: async () => {},
  });
  const { signal } = new AbortController();
  const makeExchange = () => new Promise<CapturedExchange>((resolve) => (end = resolve));
  const answer = player.respond(request, { signal, makeExchange });
  await expect.poll(() => [...player.pendingRecordings]).toEqual([4]);
  end(exchange);
  await answer;
  expect([...player.pendingRecordings]).toEqual([]);
});
