import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { sse } from '../wire/sse.ts';
import type { Pace } from './pace.ts';
import { Playback } from './playback.ts';
import type { Sleep } from './sleep.ts';

const body = 'data: 1\n\ndata: 2\n\n: note\n\ndata: 3\n\n';
const events = ['data: 1\n\n', 'data: 2\n\n', ': note\n\ndata: 3\n\n'];

/** Plays the body with a sleep that only logs, and logs the reads. */
function playing(pace: Pace) {
  const log: string[] = [];
  const sleep: Sleep = async (ms, signal) => {
    if (!signal.aborted) log.push(`sleep ${ms}`);
  };
  const reader = new Playback(sse.split(body), { pace, sleep }).body.getReader();
  const read = async () => {
    const { done, value } = await reader.read();
    log.push(done ? 'end' : new TextDecoder().decode(value));
    return !done;
  };
  return { log, reader, read };
}

/** Creates a stream that sleeps before its first event. */
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
  const reader = new Playback(sent, { pace, signal, sleep }).body.getReader();
  const pending = reader.read();
  await sleeping;
  return { log, reader, pending };
}

/** Creates a held stream, and logs the chunks that its reader gets. */
function held(limit = 0) {
  const playback = new Playback(sse.split(body), { limit, sleep: async () => {} });
  const got: string[] = [];
  const done = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of playback.body) got.push(decoder.decode(chunk));
    got.push('end');
  })().catch((error: Error) => got.push(error.message));
  return { playback, got, done };
}

describe('Playback', () => {
  test('stalls until it is cancelled', async () => {
    const playback = new Playback(sse.split(body), {
      end: 'stall',
      sleep: async () => {},
    });
    const reader = playback.body.getReader();
    await Promise.all(events.map(() => reader.read()));
    const next = reader.read();
    await playback.whenRead(playback.last);
    await new Promise(setImmediate); // lets the stream send more, if it would
    expect(playback).toMatchObject({ wantsMore: true, position: 3, last: 3, end: undefined });
    await reader.cancel('tired');
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await playback.ended).toEqual({ how: 'cancelled', reason: 'tired' });
  });

  test('plays other events and another end after replace()', async () => {
    const playback = new Playback(sse.split(body), { limit: 1 });
    const reader = playback.body.getReader();
    await reader.read();
    playback.replace(1, [{ raw: 'data: other\n\n' }], 'disconnect');
    playback.release(playback.last);
    expect(playback.total).toBe(2);
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: other\n\n');
    await expect(reader.read()).rejects.toThrow('terminated');
  });

  test('loses the connection only when the app has read all', async () => {
    const log: string[] = [];
    const drained = async () => log.push('drained');
    const lost = new Playback(sse.split(body), { end: 'disconnect', drained });
    const read = async () => {
      for await (const chunk of lost.body) log.push(new TextDecoder().decode(chunk));
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(log).toEqual([...events, 'drained']);
    expect(lost.end).toMatchObject({ how: 'failed' });
    await new Playback(sse.split(body), { drained }).body.pipeTo(new WritableStream());
    expect(log, 'not before an end').toHaveLength(events.length + 1);
  });

  test.each<[string, Pace, number]>([
    ['spaces events evenly by eventsPerSecond', { eventsPerSecond: 20 }, 50],
    ['spreads the events over totalMs', { totalMs: 600 }, 200],
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

  test('does not wait between events when instant, and yields once before the end', async () => {
    const { log, read } = playing('instant');
    while (await read());
    expect(log).toEqual([...events, 'sleep 0', 'end']);
  });

  test('waits for the pause of an event, where it has no pace', async () => {
    const pauses: number[] = [];
    const sleep: Sleep = async (ms) => void pauses.push(ms);
    const { body: sent } = new Playback([{ raw: 'data: 1\n\n', afterMs: 20 }], { sleep });
    await sent.pipeTo(new WritableStream());
    expect(pauses).toEqual([20, 0]);
  });

  test('sends what needs no pause as soon as the reader asks, and once it asks', async () => {
    const playback = new Playback(sse.split(body));
    const reader = playback.body.getReader();
    await new Promise(setImmediate);
    expect([playback.position, playback.wantsMore]).toEqual([0, false]);
    const pending = reader.read();
    expect([playback.position, playback.wantsMore]).toEqual([1, false]);
    await pending;
  });

  test('prepares nothing before the reader pulls', async () => {
    const { log, read } = playing({ totalMs: 30 });
    await Promise.resolve();
    expect(log).toEqual([]);
    await read();
    expect(log).toEqual(['sleep 10', events[0]]);
  });

  test('stops in the middle of a pause when it is cancelled', async () => {
    const { log, reader, pending } = await asleep();
    await reader.cancel();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(log).toEqual(['woken']);
  });

  test('gives the reader the reason when the request is aborted', async () => {
    const controller = new AbortController();
    const { log, pending } = await asleep(controller.signal);
    controller.abort(new Error('stopped by hand'));
    await expect(pending).rejects.toThrow('stopped by hand');
    expect(log).toEqual(['woken']);
  });

  test('gives the reader the reason of a request aborted before', async () => {
    const sent = sse.split(body);
    const signal = AbortSignal.abort(new Error('too late'));
    const playback = new Playback(sent, { signal });
    await expect(playback.body.getReader().read()).rejects.toThrow('too late');
    expect(playback.end).toEqual({ how: 'cancelled', reason: signal.reason as Error });
  });

  test('ignores an abort after the end or after a cancel', async () => {
    const controller = new AbortController();
    const reader = new Playback([], { signal: controller.signal }).body.getReader();
    expect((await reader.read()).done).toBe(true);
    const cancelled = await asleep(controller.signal);
    await cancelled.reader.cancel();
    expect(getEventListeners(controller.signal, 'abort'), 'lets go of it').toEqual([]);
    controller.abort();
    expect((await reader.read()).done).toBe(true);
    expect((await cancelled.pending).done).toBe(true);
  });

  test('wakes the default sleep early when it is cancelled', async () => {
    const reader = new Playback(sse.split(body), {
      pace: { eventsPerSecond: 0.0001 },
    }).body.getReader();
    const pending = reader.read();
    await reader.cancel();
    expect((await pending).done).toBe(true);
  });

  test('sends nothing while held, then the released events, then the end', async () => {
    const { playback, got, done } = held();
    await playback.whenRead(0);
    expect([got, playback.position, playback.total, playback.wantsMore]).toEqual([[], 0, 3, true]);
    playback.release(2);
    await playback.whenRead(2);
    expect([got, playback.position]).toEqual([events.slice(0, 2), 2]);
    playback.release(3);
    await playback.whenRead(3);
    await new Promise(setImmediate); // lets the end go out, if it would
    expect([got, playback.end]).toEqual([events, undefined]);
    playback.release(4);
    expect(await playback.ended).toEqual({ how: 'played' });
    await done;
    expect(got).toEqual([...events, 'end']);
    expect([0, 1, 2, 3, 4].map((at) => playback.bytesBefore(at))).toEqual([
      0,
      9,
      18,
      35,
      undefined,
    ]);
  });

  test('sends nothing after hold(), whatever was released before', async () => {
    const { playback, got } = held();
    await playback.whenRead(0);
    playback.release(3);
    playback.hold();
    await new Promise((resolve) => setTimeout(resolve));
    expect(got).toEqual([]);
    playback.release(1);
    await playback.whenRead(1);
    expect(got).toEqual(events.slice(0, 1));
  });

  test('sends at once the rest of an event that has begun, and no more, after hold()', async () => {
    const pauses: number[] = [];
    const sleep: Sleep = async (ms, signal) => {
      pauses.push(ms);
      if (pauses.length > 1) await new Promise((woken) => signal.addEventListener('abort', woken));
    };
    const sent = sse.split(body);
    const pace = { totalMs: 300 };
    const playback = new Playback(sent, { pace, chunking: { bytes: 5 }, sleep });
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

  test('fails with an error for the reader, and resolves read()', async () => {
    const { playback, got, done } = held(1);
    await playback.whenRead(1);
    const waiting = playback.whenRead(3);
    playback.stop('failed', new TypeError('network error'));
    await waiting;
    await done;
    expect(got).toEqual([events[0], 'network error']);
    expect(playback.end).toMatchObject({ how: 'failed' });
    playback.stop('cancelled', 'too late');
    expect(playback.end, 'keeps the first end').toMatchObject({ how: 'failed' });
  });

  test('counts no event that a lost connection overtakes', async () => {
    const { playback, got, done } = held();
    await playback.whenRead(0);
    playback.release(1);
    await Promise.resolve(); // the event is on its way
    playback.stop('failed', new TypeError('network error'));
    await done;
    expect([got, playback.position]).toEqual([['network error'], 0]);
  });

  test('ends with the reason of the reader that cancels', async () => {
    const playback = new Playback(sse.split(body), { limit: 1 });
    const reader = playback.body.getReader();
    await reader.read();
    await reader.cancel('enough');
    expect(await playback.ended).toEqual({ how: 'cancelled', reason: 'enough' });
    expect(playback.position).toBe(1);
  });
});
