import { expect, test } from 'vitest';
import type { Cassette, Interaction } from '../../cassette/cassette.ts';
import { formatCassette } from '../../cassette/format.ts';
import { bodyText } from '../../wire/body.ts';
import { readCassette } from '../../node/cassette-files.ts';
import { call, cassette, chunk, interaction, streamOf, user } from '../../test/samples.ts';
import { checkCassette } from './check-cassette.ts';
import { createRules } from './rules.ts';

const STOP = chunk({}, {}, 'stop');
const HELLO = streamOf(chunk({ content: 'Hello there' }), STOP, '[DONE]');

async function check(broken: Cassette) {
  const found = await checkCassette(
    { file: 'broken.yaml', text: formatCassette(broken) },
    createRules(),
  );
  return found.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

const at = (url: string, body: string, more: Partial<Interaction['response']> = {}) => {
  const { request, response, id } = interaction([user('Hi')], body);
  return cassette({ id, request: { ...request, url }, response: { ...response, ...more } });
};

const calls = (args: string, finish: string | null = 'tool_calls') =>
  streamOf(
    chunk({ tool_calls: [call(0, 'call_1', 'add', args)] }),
    ...(finish === null ? [] : [chunk({}, {}, finish)]),
  );

const incomplete = (body: string) => `${body}data: {"choices":[`;

test.each<[string, Cassette, RegExp[]]>([
  ['a whole answer', cassette(interaction([user('Hi')], HELLO)), []],
  [
    'a stream of an unknown protocol',
    at('https://example.com/ask', 'data: {"say":"Hi"}\n\n'),
    [/^error unknown-protocol: .+"https:\/\/example\.com\/ask"/],
  ],
  [
    'a document of an unknown protocol',
    at('https://example.com/ask', '{}', { headers: { 'Content-Type': ['application/json'] } }),
    [/^warning unknown-protocol/],
  ],
  [
    'embeddings',
    at('https://example.com/v1/embeddings?a=b', '{"data":[]}', {
      headers: { 'Content-Type': ['application/json'] },
    }),
    [],
  ],
  [
    'a request that is not of its protocol',
    cassette({
      ...interaction([], HELLO),
      request: { ...interaction([], '').request, body: '{"prompt":"Hi"}' },
    }),
    [/^error unknown-request: the request is not a valid openai-chat request/],
  ],
  [
    'broken JSON in an event',
    cassette(interaction([user('Hi')], streamOf(chunk({ content: 'a' }), '{"choices":', STOP))),
    [/^error broken-event: event 2 of 3 is not a JSON object: "\{\\"choices\\":"/],
  ],
  [
    'several broken events',
    cassette(interaction([user('Hi')], streamOf('1', '"a"', '[]', STOP))),
    [/^error broken-event: event 1 of 4 is not a JSON object: "1", as are 2 others/],
  ],
  [
    'an incomplete last event',
    cassette(interaction([user('Hi')], incomplete(streamOf(chunk({ content: 'a' }))))),
    [/^warning incomplete-event: the body ends inside event 2 of 2/],
  ],
  [
    'an error in the stream',
    cassette(interaction([user('Hi')], streamOf({ error: { message: 'Overloaded' } }))),
    [/^warning error-event: event 1 of 1 .+"Overloaded"/],
  ],
  [
    'no finish',
    cassette(interaction([user('Hi')], streamOf(chunk({ content: 'a' }), '[DONE]'))),
    [/^error no-finish/],
  ],
  [
    'an empty body',
    cassette(interaction([user('Hi')], '')),
    [/^error no-finish: the body is empty/],
  ],
  [
    'a refusal',
    cassette({
      ...interaction([user('Hi')], ''),
      response: { code: 500, headers: {}, body: '<html>' },
    }),
    [],
  ],
  [
    'arguments that are not JSON',
    cassette(interaction([user('Hi')], calls('{"a":'))),
    [/^error broken-arguments: the arguments of the call of "add" are not JSON: "\{\\"a\\":"/],
  ],
  [
    'arguments that a limit has cut',
    cassette(interaction([user('Hi')], calls('{"a":', 'length'))),
    [/^warning broken-arguments/],
  ],
  [
    'arguments that the end has cut',
    cassette(interaction([user('Hi')], incomplete(calls('{"a":', null)))),
    [/^warning (?:incomplete|broken)/, /^warning (?:incomplete|broken)/],
  ],
  ['a call without arguments', cassette(interaction([user('Hi')], calls(''))), []],
])('%s', async (_name, broken, expected) => {
  const found = await check(broken);
  expect(found, found.join('\n')).toHaveLength(expected.length);
  for (const [index, words] of expected.entries()) expect(found[index]).toMatch(words);
});

/** Changes a text in one interaction of a tool loop. */
function edited(number: number, of: 'request' | 'response', from: string, to: string): Cassette {
  const { interactions } = readCassette('cassettes/handmade/openai-chat/call-in-fragments.yaml');
  return cassette(
    ...interactions.map((each, index) => {
      if (index + 1 !== number) return each;
      const text = bodyText(each[of].body);
      const body = text.replace(from, to);
      expect(body).not.toBe(text);
      return { ...each, [of]: { ...each[of], body } };
    }),
  );
}

test.each<[string, Cassette, RegExp[]]>([
  [
    'another argument',
    edited(2, 'request', String.raw`\"a\":2`, String.raw`\"a\":9`),
    [/^error call-differs: the request sends back add\(\{"a":9.+but the stream made add\(\{"a":2/],
  ],
  [
    'another name of the call',
    edited(2, 'request', '"name":"add"', '"name":"sum"'),
    [/^error call-differs: .+sum\(.+but the stream made add\(/],
  ],
  [
    'a call that no stream made',
    cassette(
      interaction([user('Hi')], HELLO),
      interaction(
        [
          user('Hi'),
          { role: 'assistant', tool_calls: [call(0, 'call_1', 'add', '{}')] },
          { role: 'tool', tool_call_id: 'call_1', content: '5' },
        ],
        HELLO,
      ),
    ),
    [/^error call-differs: the request sends back add\(\{\}\), which no stream made/],
  ],
  [
    'a call before all that a user says',
    cassette(
      interaction([user('Hi')], HELLO),
      interaction([{ role: 'assistant', tool_calls: [call(0, 'a', 'add', '{}')] }], HELLO),
    ),
    [/^error refused-request: call-without-result at messages\[0\]/],
  ],
  [
    'a tool that is not offered',
    edited(1, 'request', '"name":"add"', '"name":"sum"'),
    [/^warning tool-not-offered: the stream calls add, and the request offers sum/],
  ],
  [
    'an argument of another type than the schema says',
    edited(1, 'request', '"type":"integer"', '"type":"string"'),
    [/^warning arguments-invalid: the arguments of add do not fit: a is not a string/],
  ],
  [
    'another id of the call',
    edited(1, 'response', '"id":"call_', '"id":"other_'),
    [/^error call-id-differs: .+"call_.+but the stream said "other_/],
  ],
  [
    'another text',
    cassette(
      interaction([user('Hi')], HELLO),
      interaction([user('Hi'), { role: 'assistant', content: 'Bye' }, user('Why?')], HELLO),
      interaction([user('Hi'), { role: 'assistant', content: 'Bye' }, user('How?')], HELLO),
    ),
    [/^error text-differs: the request sends back the text "Bye"/],
  ],
  [
    'the text with other spaces, or cut',
    cassette(
      interaction([user('Hi')], HELLO),
      interaction([user('Hi'), { role: 'assistant', content: ' Hello\nth' }, user('Why?')], HELLO),
    ),
    [],
  ],
  [
    'a conversation that began before the recording',
    cassette(
      interaction([user('Hi'), { role: 'assistant', content: 'Bye' }, user('Why?')], HELLO),
      interaction([user('Other'), { role: 'assistant', content: 'A' }, user('B')], HELLO),
    ),
    [],
  ],
])('%s in a tool loop', async (_name, broken, expected) => {
  const found = await check(broken);
  expect(found, found.join('\n')).toHaveLength(expected.length);
  for (const [index, words] of expected.entries()) expect(found[index]).toMatch(words);
});

test('a request that is recorded twice is found, a retry after a refusal is not', async () => {
  const hello = interaction([user('Hi')], HELLO);
  const refused = { ...hello, response: { code: 429, headers: {}, body: '' } };
  expect(await check(cassette(refused, hello))).toEqual([]);
  expect(await check(cassette(hello, interaction([user('Hi')], HELLO, { seed: 1 })))).toEqual([]);
  expect(await check(cassette(hello, refused, hello))).toEqual([
    expect.stringMatching(/^warning same-request: the request equals that of interaction 1/),
  ]);
});

test.each<[string, Partial<Interaction['response']>, RegExp]>([
  [
    'too few times',
    { event_times: [1] },
    /^warning event-times: it has 1 event_times for 3 events/,
  ],
  [
    'times that go back',
    { event_times: [3, 2, 4] },
    /^warning event-times: its event_times go back/,
  ],
  ['other sizes', { chunk_sizes: [3] }, /^warning chunk-sizes: its chunk_sizes are 3 bytes/],
])('%s', async (_name, more, words) => {
  expect(await check(at('https://api.example.com/v1/chat/completions', HELLO, more))).toEqual([
    expect.stringMatching(words),
  ]);
});

const NOW = new Date('2026-03-01T00:00:00Z');
const DAY = 86_400_000;
const dated = (date: string) =>
  at('https://api.example.com/v1/chat/completions', HELLO, {
    headers: { 'Content-Type': ['text/event-stream'], date: [date] },
  });

test.each<[string, Cassette, Date | undefined, RegExp | undefined]>([
  [
    'an old header',
    dated('Sat, 31 Jan 2026 23:00:00 GMT'),
    NOW,
    /on 2026-01-31 by its date header, 28 days ago; the limit is 28 days/,
  ],
  ['a header of the last day', dated('Sun, 01 Feb 2026 00:00:00 GMT'), new Date(0), undefined],
  ['an old file', dated('yesterday'), new Date(0), /on 1970-01-01 by the time of the file/],
  ['a new file', dated('yesterday'), NOW, undefined],
  ['a file of unknown age', dated('yesterday'), undefined, undefined],
])('the age of %s', async (_name, old, modified, words) => {
  const found = await checkCassette(
    { file: 'old.yaml', text: formatCassette(old), ...(modified && { modified }) },
    createRules({ age: { maxAgeMs: 28 * DAY, now: NOW } }),
  );
  expect(found.map(({ rule }) => rule)).toEqual(words ? ['too-old'] : []);
  if (words) expect(found[0]!.message).toMatch(words);
});
