import { expect, test } from 'vitest';
import { keptHeaders, keptRequestHeaders, keptResponseHeaders } from './headers.ts';

test('headers are sorted by the name that is written, values as they came', () => {
  const kept = keptRequestHeaders([
    ['b', '1'],
    ['A', '2'],
    ['B', '3'],
    ['c', '4'],
    ['b', '0'],
  ]);
  expect(Object.entries(kept)).toEqual([
    ['A', ['2']],
    ['B', ['1', '3', '0']],
    ['C', ['4']],
  ]);
});

test.each(['Content-Encoding', 'X-Stainless-Lang', 'x-stainless-retry-count', 'Cookie'])(
  '%s of a request is left out',
  (name) => {
    expect(keptRequestHeaders([[name, 'a']])).toEqual({});
  },
);

test.each(['RateLimit-Limit', 'ratelimit', 'X-RateLimit-Reset', 'X-Kong-Proxy-Latency'])(
  '%s of a response is left out',
  (name) => {
    expect(keptResponseHeaders([[name, 'a']])).toEqual({});
  },
);

test('headers from another tool are filtered the same way', () => {
  const { request, response } = keptHeaders({
    id: 0,
    request: { url: '', method: 'GET', body: '', headers: { host: ['a'], accept: ['b', 'c'] } },
    response: { code: 200, body: '', headers: { 'CF-Ray': ['a'], date: ['b'] } },
  });
  expect(request.headers).toEqual({ Accept: ['b', 'c'] });
  expect(response.headers).toEqual({ Date: ['b'] });
});
