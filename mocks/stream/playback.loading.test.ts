import { describe, expect, test } from 'vitest';
import { sse } from '../wire/sse.ts';
import { Playback, type PlayOptions } from './playback.ts';
import type { Sleep } from './sleep.ts';

const events = ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n'];
const body = events.join('');

/** Creates a stream that loads its events so many at a time, and logs what it loads and what is read. */
function loading(count: number, options: PlayOptions = {}, all = sse.split(body)) {
  const log: string[] = [];
  const more = async (from: number) => {
    log.push(`load ${from}`);
    await new Promise(setImmediate);
    return all.slice(from, from + count);
  };
  const playback = new Playback([], { total: all.length, more, ...options });
  const done = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of playback.body) log.push(decoder.decode(chunk));
    log.push('end');
  })().catch((error: Error) => log.push(error.message));
  return { playback, log, done };
}

describe('Playback that loads its events', () => {
  test('plays them all, and loads the next ones while it plays the last ones', async () => {
    const { log, done } = loading(2);
    await done;
    expect(log).toEqual(['load 0', events[0], 'load 2', events[1], events[2], 'end']);
  });

  test('loads the next ones only when the first of those loaded last is due', async () => {
    const all = Array.from({ length: 9 }, (_, at) => ({ raw: `data: ${at}\n\n` }));
    const asked: number[] = [];
    const more = async (from: number) => {
      asked.push(from);
      return all.slice(from, from + 3);
    };
    const reader = new Playback([], { total: 9, more }).body.getReader();
    const askedAt: string[] = [];
    for (let at = 0; at < 4; at++) {
      await reader.read();
      await new Promise(setImmediate); // lets it load more, if it would
      askedAt.push(asked.join(' '));
    }
    expect(askedAt).toEqual(['0', '0 3', '0 3', '0 3 6']);
  });

  test('loads none that may not go out yet', async () => {
    const { playback, log, done } = loading(1, { limit: 0 });
    await playback.whenRead(0);
    await new Promise(setImmediate);
    expect(log).toEqual([]);
    playback.release(1);
    await playback.whenRead(1);
    expect(log).toEqual(['load 0', events[0]]);
    playback.release(playback.last);
    await done;
    expect(log.at(-1)).toBe('end');
  });

  test('loads as many as a chunk takes', async () => {
    const { log, done } = loading(1, { chunking: 'whole' });
    await done;
    expect(log).toEqual(['load 0', 'load 1', 'load 2', body, 'end']);
  });

  test('waits for the pace before an event that it has loaded', async () => {
    const pauses: number[] = [];
    const sleep: Sleep = async (ms) => void pauses.push(ms);
    await loading(2, { pace: { totalMs: 30 }, sleep }).done;
    expect(pauses).toEqual([10, 10, 10, 0]);
  });

  test('drops what it loads for events that are replaced meanwhile', async () => {
    const raws = ['data: old\n\n', 'data: new\n\n'];
    const more = async () => {
      const raw = raws.shift()!;
      await new Promise(setImmediate);
      return [{ raw }];
    };
    const { playback, log, done } = loading(1, { total: 1, more });
    await Promise.resolve(); // the old one is on its way
    playback.replace(0, [], 'close', 1);
    await done;
    expect(log).toEqual(['data: new\n\n', 'end']);
    expect(playback.position).toBe(1);
  });

  test('loads the events that replace others', async () => {
    const { playback, log, done } = loading(1, { limit: 1 });
    await playback.whenRead(1);
    playback.replace(1, [], 'close', 1);
    playback.release(playback.last);
    await done;
    expect(log).toEqual(['load 0', events[0], 'load 1', events[1], 'end']);
  });

  test('loads none after its end', async () => {
    const { playback, log, done } = loading(1, { limit: 0 });
    await playback.whenRead(0);
    playback.stop('cancelled', new Error('enough'));
    await done;
    playback.release(1);
    await new Promise(setImmediate);
    expect(log).toEqual(['enough']);
  });

  test('fails where they cannot be loaded', async () => {
    const more = () => Promise.reject(new TypeError('network error'));
    const { playback, log, done } = loading(1, { more });
    await done;
    expect(log).toEqual(['network error']);
    expect(playback.end).toMatchObject({ how: 'failed' });
  });
});
