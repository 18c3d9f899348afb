import { describe, expect, test } from 'vitest';
import { chunk, streamOf } from '../../test/samples.ts';
import { createReceived } from './received.ts';

/** Writes pieces of a text as a back end may hand them on. */
const forms: [string, (...pieces: string[]) => string][] = [
  ['OpenAI', (...pieces) => streamOf(...pieces.map((content) => chunk({ content })))],
  [
    'the AI SDK',
    (...pieces) =>
      streamOf(...pieces.map((delta) => ({ type: 'text-delta', id: 'text-0', delta }))),
  ],
  [
    'own events',
    (...pieces) =>
      pieces.map((say) => `event: token\nid: 1\ndata: ${JSON.stringify({ say })}\n\n`).join(''),
  ],
  [
    'plain events',
    (...pieces) =>
      pieces.map((text) => `event: token\ndata: ${text.replaceAll('\n', '\ndata: ')}\n\n`).join(''),
  ],
  [
    'lines of JSON',
    (...pieces) => pieces.map((say) => `${JSON.stringify({ a: [{ say }] })}\n`).join(''),
  ],
  [
    'packets of socket.io',
    (...pieces) => pieces.map((say) => `42["token",${JSON.stringify({ say })}]\n`).join(''),
  ],
  [
    'JSON in a text',
    (...pieces) =>
      pieces.map((say) => `${JSON.stringify({ m: JSON.stringify({ say }) })}\n`).join(''),
  ],
  ['plain text', (...pieces) => pieces.join('')],
];

function received(...texts: string[]) {
  const all = createReceived();
  for (const text of texts) all.add(text);
  return all;
}

describe.each(forms)('what has come as %s', (_form, write) => {
  const pieces = ['Hel', 'lo\n', 'you 👋🏽', ' "so"'];
  const said = pieces.join('');

  test('the last piece shows when it has come, and not before', () => {
    const all = received(write(...pieces.slice(0, -1)));
    expect(all.shows(said, ' "so"')).toBe(false);
    all.add(write(' "so"'));
    expect(all.shows(said, ' "so"')).toBe(true);
  });

  test('each piece shows as it comes', () => {
    const all = received();
    for (const [at, piece] of pieces.entries()) {
      const whole = pieces.slice(0, at + 1).join('');
      expect(all.shows(whole, piece)).toBe(false);
      all.add(write(piece));
      expect(all.shows(whole, piece)).toBe(true);
    }
  });

  test('lines may be cut anywhere', () => {
    const all = received(...write(...pieces).split(''));
    expect(all.shows(said, ' "so"')).toBe(true);
  });

  test('a source may begin in the middle', () => {
    const all = received(write('you 👋🏽', ' "so"'));
    expect(all.shows(said, ' "so"')).toBe(true);
    expect(all.shows('you 👋🏽', 'you 👋🏽')).toBe(false);
  });

  test('repeated words show when the last of them has come', () => {
    const all = received(write('ha ', 'ha '));
    expect(all.shows('ha ha ha ', 'ha ')).toBe(false);
    all.add(write('ha '));
    expect(all.shows('ha ha ha ', 'ha ')).toBe(true);
  });

  test('pieces of one letter show when the last of them has come', () => {
    const letters = 'banana'.split('');
    const all = received();
    for (const [at, letter] of letters.entries()) {
      expect(all.shows('banana', 'a')).toBe(false);
      all.add(write(letter));
      expect(all.shows('banana', 'a')).toBe(at === 5);
    }
  });

  test('a text that was said before shows when it has come again', () => {
    const all = received(write('Yes'));
    expect(all.shows('Yes', 'Yes')).toBe(true);
    expect(all.shows('Yes', 'Yes')).toBe(false);
    all.add(write('Yes'));
    expect(all.shows('Yes', 'Yes')).toBe(true);
  });
});

test.each(['\n', '\r\n'])('lines end in %j', (end) => {
  const text = `data: {"say":"Hel"}${end}${end}data: {"say":"lo"}${end}${end}`;
  expect(received(...text.split('')).shows('Hello', 'lo')).toBe(true);
});

test('snapshots that repeat the whole text show each piece', () => {
  const all = received();
  const shown = ['Hel', 'Hello', 'Hello you'].map((text, at, texts) => {
    const last = text.slice(texts[at - 1]?.length ?? 0);
    const before = all.shows(text, last);
    all.add(`${JSON.stringify({ text })}\n`);
    return [before, all.shows(text, last)];
  });
  expect(shown).toEqual(shown.map(() => [false, true]));
});

test('two texts at once show at their own places', () => {
  const line = (place: string, text: string) => `${JSON.stringify({ [place]: text })}\n`;
  const all = received(line('reason', 'hm'), line('say', 'Hel'), line('reason', 'mm'));
  all.add(line('say', 'lo'));
  expect(all.shows('hmmm', 'mm')).toBe(true);
  expect(all.shows('Hello', 'lo')).toBe(true);
});

test('a line that has not ended is read when the message is complete', () => {
  const all = received('{"say":"Hello"}');
  expect(all.shows('Hello', 'Hello')).toBe(false);
  all.flush();
  expect(all.shows('Hello', 'Hello')).toBe(true);
});

test('a piece that is longer than what is kept shows too', () => {
  const long = 'abc '.repeat(3000);
  const all = received(`data: ${JSON.stringify({ say: long })}\n`);
  expect(all.shows(`${long}more`, 'more')).toBe(false);
  expect(all.shows(long, long)).toBe(true);
});

test('memory is bounded, whatever comes', () => {
  const all = received();
  for (let at = 0; at < 3000; at++) {
    all.add(`${JSON.stringify({ [`key ${at}`]: `text ${at}` })}\n`);
  }
  expect(all.shows('text 0', 'text 0')).toBe(false);
  expect(all.shows('text 2999', 'text 2999')).toBe(true);
  all.add('{"line without an end":"');
  for (let at = 0; at < 100; at++) all.add('x'.repeat(50_000));
  all.add('","say":"Hello"}\n');
  expect(all.shows('Hello', 'Hello')).toBe(false);
  all.add('{"say":"Hello"}\n');
  expect(all.shows('Hello', 'Hello')).toBe(true);
});
