import type { ServerResponse } from 'node:http';
import { setImmediate as nextTask } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Playback } from '../stream/playback.ts';
import { sendAnswer } from './http-response.ts';

test('an event is taken only when the one before has left: a slow client fills no memory', async () => {
  const flushed: (() => void)[] = [];
  const response = {
    writeHead: () => {},
    flushHeaders: () => {},
    write: (_bytes: unknown, done: () => void) => flushed.push(done),
    end: () => {},
  } as unknown as ServerResponse;
  const playback = new Playback(['1', '2', '3'].map((raw) => ({ raw })));
  void sendAnswer(response, { head: { code: 200, headers: {} }, playback }, new Headers());
  await nextTask();
  expect(playback.position).toBe(1);
  flushed[0]!();
  await nextTask();
  expect(playback.position).toBe(2);
});
