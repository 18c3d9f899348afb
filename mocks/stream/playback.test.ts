import { expect, test } from 'vitest';
import { PlayheadError } from '../util/error.ts';
import { sse } from '../wire/sse.ts';
import { chunkSizes } from './chunking.ts';
import { createChunks } from './chunks.ts';
import { checkPace, type Pace } from './pace.ts';
import { play } from './playback.ts';
import type { Sleep } from './sleep.ts';

const body = 'data: 1\n\ndata: 2\n\n: note\n\ndata: 3\n\n';
const events = ['data: 1\n\n', 'data: 2\n\n', ': note\n\ndata: 3\n\n'];

/** Plays the body with a clock of our own, and writes down what happens. */
function playing(pace: Pace) {
  const log: string[] = [];
  const sleep: Sleep = async (ms, signal) => {
    if (!signal.aborted) log.push(`sleep ${ms}`);
  };
  const reader = play(sse.split(body), { pace, sleep }).body.getReader();
  const read = async () => {
    const { done, value } = await reader.read();
    log.push(done ? 'end' : new TextDecoder().decode(value));
    return !done;
  };
  return { log, reader, read };
}

test('an event may wait longer, or not at all, besides the pace', () => {
  const [first, second, third] = sse.split(body);
  const delivered = [first!, { ...second!, afterMs: 500 }, { ...third!, atOnce: true as const }];
  const chunks = createChunks(delivered, chunkSizes('event'), { totalMs: 300 });
  const pauses = delivered.map(() => {
    const { afterMs } = chunks.next(Infinity)!;
    chunks.sent();
    return afterMs;
  });
  expect(pauses).toEqual([100, 600, 0]);
});

test('a stalled stream says nothing more until it is cancelled', async () => {
  const playback = play(sse.split(body), {
    end: 'stall',
    sleep: async () => {},
  });
  const reader = playback.body.getReader();
  await Promise.all(events.map(() => reader.read()));
  const next = reader.read();
  await playback.read(playback.last);
  await new Promise(setImmediate); // whatever would come has come
  expect(playback).toMatchObject({ wantsMore: true, position: 3, last: 3, end: undefined });
  await reader.cancel('tired');
  expect(await next).toEqual({ done: true, value: undefined });
  expect(await playback.ended).toEqual({ how: 'cancelled', reason: 'tired' });
});

test('what is left of a stream can be replaced, its end too', async () => {
  const playback = play(sse.split(body), { limit: 1 });
  const reader = playback.body.getReader();
  await reader.read();
  playback.replace(1, [{ raw: 'data: other\n\n' }], 'disconnect');
  playback.release(playback.last);
  expect(playback.total).toBe(2);
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: other\n\n');
  await expect(reader.read()).rejects.toThrow('network error');
});

test.each<[string, Pace, number]>([
  ['eventsPerSecond spaces events evenly', { eventsPerSecond: 20 }, 50],
  ['totalMs spreads the events over the time', { totalMs: 600 }, 200],
])('%s', async (_name, pace, pause) => {
  const { log, read } = playing(pace);
  while (await read());
  expect(log).toEqual([
    `sleep ${pause}`,
    events[0],
    `sleep ${pause}`,
    events[1],
    `sleep ${pause}`,
    events[2],
    'sleep 0',
    'end',
  ]);
});

test('instant does not wait between events, and yields once before the end', async () => {
  const { log, read } = playing('instant');
  while (await read());
  expect(log).toEqual([...events, 'sleep 0', 'end']);
});

test('the reader pulls: nothing is prepared before it asks', async () => {
  const { log, read } = playing({ totalMs: 30 });
  await Promise.resolve();
  expect(log).toEqual([]);
  await read();
  expect(log).toEqual(['sleep 10', events[0]]);
});

/** A stream asleep before its first event. */
async function asleep(signal?: AbortSignal) {
  const log: string[] = [];
  let fallAsleep: () => void;
  const sleeping = new Promise<void>((resolve) => (fallAsleep = resolve));
  const sleep: Sleep = (_ms, stop) =>
    new Promise((resolve) => {
      stop.addEventListener('abort', () => {
        log.push('woken');
        resolve();
      });
      fallAsleep();
    });
  const sent = sse.split(body);
  const pace = { totalMs: 30 };
  const reader = play(sent, { pace, signal, sleep }).body.getReader();
  const pending = reader.read();
  await sleeping;
  return { log, reader, pending };
}

test('a cancelled stream stops, in the middle of a pause too', async () => {
  const { log, reader, pending } = await asleep();
  await reader.cancel();
  expect(await pending).toEqual({ done: true, value: undefined });
  expect(log).toEqual(['woken']);
});

test('when the request is aborted the reader gets the reason', async () => {
  const controller = new AbortController();
  const { log, pending } = await asleep(controller.signal);
  controller.abort(new Error('stopped by hand'));
  await expect(pending).rejects.toThrow('stopped by hand');
  expect(log).toEqual(['woken']);
});

test('a request aborted before it is answered gets the reason at once', async () => {
  const sent = sse.split(body);
  const signal = AbortSignal.abort(new Error('too late'));
  const reader = play(sent, { signal }).body.getReader();
  await expect(reader.read()).rejects.toThrow('too late');
});

test('an abort after the end, or after a cancel, changes nothing', async () => {
  const controller = new AbortController();
  const reader = play([], { signal: controller.signal }).body.getReader();
  expect((await reader.read()).done).toBe(true);
  const cancelled = await asleep(controller.signal);
  await cancelled.reader.cancel();
  controller.abort();
  expect((await reader.read()).done).toBe(true);
  expect((await cancelled.pending).done).toBe(true);
});

test('the real clock wakes early when the stream is cancelled', async () => {
  const reader = play(sse.split(body), { pace: { eventsPerSecond: 0.0001 } }).body.getReader();
  const pending = reader.read();
  await reader.cancel();
  expect((await pending).done).toBe(true);
});

test.each<Pace>(['instant', { eventsPerSecond: 0.5 }, { totalMs: 0 }])('%j is a pace', (pace) => {
  expect(checkPace(pace)).toEqual(pace);
});

test.each([
  undefined,
  null,
  'fast',
  5,
  {},
  { eventsPerSecond: 0 },
  { eventsPerSecond: Infinity },
  { totalMs: -1 },
  { totalMs: '5' },
  { totalMs: 1, eventsPerSecond: 1 },
  { perSecond: 3 },
])('%j is no pace', (pace) => {
  expect(() => checkPace(pace)).toThrow(PlayheadError);
});

test.each<Pace>([{ eventsPerSecond: 1e-7 }, { totalMs: 2 ** 31 }])('%j is too slow', (pace) => {
  expect(() => checkPace(pace)).toThrow('pauses of at most 2147483647 ms');
});

/** A held stream, and what its reader has got. */
function held(limit = 0) {
  const playback = play(sse.split(body), { limit });
  const got: string[] = [];
  const done = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of playback.body) got.push(decoder.decode(chunk));
    got.push('end');
  })().catch((error: Error) => got.push(error.message));
  return { playback, got, done };
}

test('a held stream sends nothing, then up to where it is released, then the end', async () => {
  const { playback, got, done } = held();
  await playback.read(0);
  expect([got, playback.position, playback.total, playback.wantsMore]).toEqual([[], 0, 3, true]);
  playback.release(2);
  await playback.read(2);
  expect([got, playback.position]).toEqual([events.slice(0, 2), 2]);
  playback.release(3);
  await playback.read(3);
  expect([got, playback.end]).toEqual([events, undefined]);
  playback.release(4);
  expect(await playback.ended).toEqual({ how: 'played' });
  await done;
  expect(got).toEqual([...events, 'end']);
  expect([0, 1, 2, 3, 4].map((at) => playback.bytesBefore(at))).toEqual([0, 9, 18, 35, undefined]);
});

test('what is held again is not let out by the release before', async () => {
  const { playback, got } = held();
  await playback.read(0);
  playback.release(3);
  playback.hold();
  await new Promise((resolve) => setTimeout(resolve));
  expect(got).toEqual([]);
  playback.release(1);
  await playback.read(1);
  expect(got).toEqual(events.slice(0, 1));
});

test('a hold lets out at once what is left of an event that has begun, and no more', async () => {
  const pauses: number[] = [];
  const sleep: Sleep = async (ms, signal) => {
    pauses.push(ms);
    if (pauses.length > 1) await new Promise((woken) => signal.addEventListener('abort', woken));
  };
  const sent = sse.split(body);
  const pace = { totalMs: 300 };
  const playback = play(sent, { pace, chunking: { bytes: 5 }, sleep });
  const reader = playback.body.getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await read()).toBe('data:');
  const rest = read(); // a chunk with the next event in it, and so with its pause
  await expect.poll(() => pauses).toEqual([100, 100]);
  playback.hold();
  expect(await rest).toBe(' 1\n\n');
  expect([playback.position, playback.limit]).toEqual([1, 1]);
  playback.replace(1, [{ raw: 'data: other\n\n' }], 'close');
  playback.release(playback.last);
  expect((await read()) + (await read()) + (await read())).toBe('data: other\n\n');
});

test('a stream that fails gives its reader the error, and lets go who waits for it', async () => {
  const { playback, got, done } = held(1);
  await playback.read(1);
  const waiting = playback.read(3);
  playback.stop('failed', new TypeError('network error'));
  await waiting;
  await done;
  expect(got).toEqual([events[0], 'network error']);
  expect(playback.end).toMatchObject({ how: 'failed' });
  playback.stop('cancelled', 'too late');
  expect(playback.end, 'the first ending stays').toMatchObject({ how: 'failed' });
});

test('a reader that cancels ends the stream with its reason', async () => {
  const playback = play(sse.split(body), { limit: 1 });
  const reader = playback.body.getReader();
  await reader.read();
  await reader.cancel('enough');
  expect(await playback.ended).toEqual({ how: 'cancelled', reason: 'enough' });
  expect(playback.position).toBe(1);
});
