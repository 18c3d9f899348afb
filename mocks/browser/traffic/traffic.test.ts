import { expect, test, vi } from 'vitest';
import { createTraffic } from './traffic.ts';

test('a text shows by whichever connection it has come', () => {
  const traffic = createTraffic();
  const [one, other] = [traffic.open(), traffic.open()];
  one.received('Hel');
  other.received('lo');
  expect(traffic.shows('Hello', 'lo')).toBe(true);
  one.received('p');
  expect(traffic.shows('Hello', 'lo')).toBe(false);
  expect(traffic.shows('Help', 'p')).toBe(true);
});

test('reports once what came by several connections', () => {
  const traffic = createTraffic();
  for (const source of [traffic.open(), traffic.open()]) source.received('Yes');
  expect(traffic.shows('Yes', 'Yes')).toBe(true);
  expect(traffic.shows('Yes', 'Yes')).toBe(false);
});

test('text from a connection that has ended is still found, its last line included', () => {
  const traffic = createTraffic();
  const source = traffic.open();
  source.received('{"say":"Hello"}');
  expect(traffic.shows('Hello', 'Hello')).toBe(false);
  source.end();
  expect(traffic.shows('Hello', 'Hello')).toBe(true);
});

test('connections that ended long ago are forgotten', () => {
  const traffic = createTraffic();
  for (let at = 0; at < 30; at++) {
    const source = traffic.open();
    source.received(`text ${at}`);
    source.end();
    source.end();
  }
  expect(traffic.shows('text 9', 'text 9')).toBe(false);
  expect(traffic.shows('text 10', 'text 10')).toBe(true);
});

test.each<[string, unknown, boolean]>([
  ['text', '{"say":"Hello"}', true],
  ['an object', { say: 'Hello' }, true],
  ['a list', ['token', { say: 'Hello' }], true],
  ['bytes', new TextEncoder().encode('{"say":"Hello"}'), true],
  ['a buffer', new TextEncoder().encode('{"say":"Hello"}').buffer, true],
  ['nothing', undefined, false],
  ['null', null, false],
  ['a number', 5, false],
  ['a function', () => 'Hello', false],
])('a message of %s is read', (_what, data, shows) => {
  const traffic = createTraffic();
  traffic.open().message(data);
  expect(traffic.shows('Hello', 'Hello')).toBe(shows);
});

test.each([['an object that refers to itself'], ['a number that is not JSON']])(
  'a message of %s is not a text',
  (what) => {
    const circle: { self?: object } = {};
    circle.self = circle;
    const traffic = createTraffic();
    traffic.open().message(what.includes('itself') ? circle : 1n);
    expect(traffic.lastAt).toBeGreaterThan(0);
  },
);

test('reports all that comes until it is stopped', () => {
  const traffic = createTraffic();
  const look = vi.fn<() => void>();
  const stop = traffic.onChange(look);
  expect(traffic.lastAt).toBe(-Infinity);
  const source = traffic.open();
  expect(look).toHaveBeenCalledTimes(0);
  source.received('a');
  source.message('b');
  source.end();
  expect(look).toHaveBeenCalledTimes(3);
  expect(traffic.lastAt).toBeGreaterThan(0);
  stop();
  traffic.open().received('c');
  expect(look).toHaveBeenCalledTimes(3);
});

test('what the page ends by itself is noted', () => {
  const traffic = createTraffic();
  traffic.cancelled('GET /chat');
  expect(traffic.lastCancelled).toBe('GET /chat');
});
