import { expect, test } from 'vitest';
import { readPrefix, testIdsOf } from './test-id.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(32)) as [
  string,
  string,
  string,
  string,
];
const traceparent = (id: string) => `00-${id}-${'1'.repeat(16)}-01`;

test.each<[string, string, Record<string, string>, string[]]>([
  ['nothing', '/v1/chat', {}, []],
  ['a prefix of the path', `/test-${a}/v1/chat`, {}, [a]],
  ['a prefix that is not at the beginning', `/v1/test-${a}/chat`, {}, []],
  ['a prefix that is too short', `/test-${a.slice(1)}/v1/chat`, {}, []],
  ['a header', '/', { 'x-playhead-test': a }, [a]],
  ['the baggage', '/', { baggage: `playhead-test=${a}` }, [a]],
  [
    'the baggage among other members',
    '/',
    { baggage: `x=1;p=2 , playhead-test = ${a};q, y=2` },
    [a],
  ],
  ['a key that ends alike', '/', { baggage: `my-playhead-test=${a}` }, []],
  ['a trace id', '/', { traceparent: traceparent(a) }, [a]],
  ['a trace of a later version', '/', { traceparent: `cc-${a}-${'1'.repeat(16)}-01-more` }, [a]],
  ['a trace that is not one', '/', { traceparent: a }, []],
  [
    'all of it, the surest first',
    `/test-${a}/v1/chat`,
    { traceparent: traceparent(d), baggage: `playhead-test=${c}`, 'x-playhead-test': b },
    [a, c, d],
  ],
])('%s is read', (_what, path, headers, ids) => {
  const url = `http://127.0.0.1:4010${path}`;
  const read = readPrefix({ method: 'POST', url, headers, body: '', fromWorker: false });
  expect(testIdsOf(read.headers)).toEqual(ids);
  expect(new URL(read.url).pathname).toBe(path.replace(/^\/test-a{32}/, ''));
});
