import { http } from 'msw';
import { expect, test } from 'vitest';
import { type Body, bodyBytes } from '../wire/body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { header } from '../cassette/headers.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { cassette, interaction, recorded, user } from '../test/samples.ts';
import { answer, ask, COMPLETIONS, post, serve, server } from '../test/server.ts';
import { eventsOf } from '../cassette/events.ts';
import { cassetteHandlers } from './handlers.ts';
import type { HandlerOptions } from './options.ts';

test.each(recorded)(
  '%s: streams the recorded events one by one, byte for byte',
  async (_name, tape) => {
    serve(tape);
    for (const { request, response: told } of tape.interactions) {
      const response = await post(request.body, request.url);
      expect(response.status).toBe(told.code);
      expect(`${response.status} ${response.statusText}`).toBe(told.status ?? `${told.code} `);
      expect(response.headers.get('content-type')).toBe(header(told.headers, 'content-type'));
      const chunks: Uint8Array[] = [];
      for await (const bytes of response.body!) chunks.push(bytes);
      const sent = eventsOf(told).map(({ raw }) => bodyBytes(raw));
      expect(chunks.map((bytes) => Buffer.from(bytes).toString())).toEqual(
        sent.map((bytes) => Buffer.from(bytes).toString()),
      );
    }
  },
);

/** Chat completions whose requests differ: what is asked twice is answered in file order. */
const chats = recorded.filter(([, { interactions }]) => {
  const bodies = new Set(interactions.map(({ request }) => request.body));
  return (
    bodies.size === interactions.length &&
    interactions.every((each) => protocolOf(each)?.name === 'openai-chat')
  );
});

test.each(chats)(
  "%s: answers the app's own request, with other prompt, ids, key order and fields",
  async (_name, tape) => {
    serve({ ...tape, interactions: tape.interactions.toReversed() });
    for (const { request, response: told } of tape.interactions) {
      const { messages, model, stream } = JSON.parse(request.body as string) as {
        messages: { role: string; tool_calls?: { id: string }[]; tool_call_id?: string }[];
        model: string;
        stream?: boolean;
      };
      const own = messages.slice(1).map((message) => ({
        ...message,
        ...(message.role === 'assistant' && { content: null }),
        ...(message.tool_calls && {
          tool_calls: message.tool_calls.map((call, index) => ({
            ...call,
            id: `own-${call.id}`,
            index,
          })),
        }),
        ...(message.tool_call_id && { tool_call_id: `own-${message.tool_call_id}`, name: 'tool' }),
      }));
      const response = await post(
        {
          stream,
          temperature: 0,
          messages: [{ role: 'developer', content: 'Mine.' }, ...own],
          model: `${model}-mine`,
        },
        request.url,
      );
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(Buffer.from(bytes).toString()).toBe(told.body);
    }
  },
);

test('finds the path after any base, on any origin', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))), { repeat: true });
  for (const url of [
    'http://localhost:3000/api/chat/completions',
    'https://other.example/openai/v1/chat/completions?key=1',
    'http://localhost/chat/completions',
  ]) {
    expect(await ask('Hi', {}, url)).toBe('Hello');
  }
});

test('answers at the endpoint of the app: a path or a whole COMPLETIONS', async () => {
  const tape = cassette(interaction([user('Hi')], answer('Hello')));
  serve(tape, { endpoint: '/api/chat' });
  expect(await ask('Hi', {}, 'http://localhost:3000/api/chat')).toBe('Hello');
  server.resetHandlers(...cassetteHandlers(tape, { endpoint: 'http://localhost:3000/ask' }));
  expect(await ask('Hi', {}, 'http://localhost:3000/ask?x=1')).toBe('Hello');
});

test('each recording answers once, in file order; then it is a miss', async () => {
  serve(
    cassette(interaction([user('Hi')], answer('one')), interaction([user('Hi')], answer('two'))),
  );
  expect([await ask('Hi'), await ask('Hi'), await ask('Hi')]).toEqual(['one', 'two', 501]);
});

test('with repeat the recordings answer round and round', async () => {
  serve(
    cassette(interaction([user('Hi')], answer('one')), interaction([user('Hi')], answer('two'))),
    { repeat: true },
  );
  expect([await ask('Hi'), await ask('Hi'), await ask('Hi')]).toEqual(['one', 'two', 'one']);
});

test('model and tool names break ties between equal conversations', async () => {
  const tool = (name: string) => ({ tools: [{ type: 'function', function: { name } }] });
  const tapes = [
    cassette(interaction([user('Hi')], answer('a'), { model: 'a', ...tool('x') })),
    cassette(interaction([user('Hi')], answer('b-x'), { model: 'b', ...tool('x') })),
    cassette(interaction([user('Hi')], answer('b-y'), { model: 'b', ...tool('y') })),
  ];
  serve(tapes);
  expect(await ask('Hi', { model: 'b', ...tool('y') })).toBe('b-y');
  expect(await ask('Hi', { model: 'b' })).toBe('b-x');
  expect(await ask('Hi', { model: 'other' })).toBe('a');
});

test('what has been played is remembered per set of handlers', async () => {
  const tape = cassette(interaction([user('Hi')], answer('Hello')));
  serve(tape);
  expect(await ask('Hi')).toBe('Hello');
  server.resetHandlers(...cassetteHandlers(tape));
  expect(await ask('Hi')).toBe('Hello');
});

test('replays an interaction that is not a stream: an error first, then the answer to the retry', async () => {
  const refused = interaction([user('Hi')], '');
  refused.response = {
    code: 429,
    status: '429 Too Many Requests',
    headers: {
      'Content-Type': ['application/json'],
      'Retry-After': ['1'],
      'Content-Length': ['999'],
      'Set-Cookie': ['session=1'],
    },
    body: '{"error":{"message":"slow down"}}',
  };
  serve(cassette(refused, interaction([user('Hi')], answer('Hello'))));
  const response = await post({ messages: [user('Hi')], stream: true });
  expect([response.status, response.statusText, response.headers.get('retry-after')]).toEqual([
    429,
    'Too Many Requests',
    '1',
  ]);
  expect(response.headers.get('content-length')).toBeNull();
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await response.json()).toEqual({ error: { message: 'slow down' } });
  expect(await ask('Hi')).toBe('Hello');
});

test.each<[string, Body]>([
  ['text', 'plain °'],
  ['binary', { base64: '/wD+' }],
  ['nothing', ''],
])('replays %s of an unknown protocol byte for byte', async (_name, body) => {
  const other = interaction([], '');
  other.request = {
    method: 'POST',
    url: 'https://api.example.com/v1/audio',
    headers: {},
    body: '{"b":1,"a":2}',
  };
  other.response = { code: 200, headers: { 'Content-Type': ['application/octet-stream'] }, body };
  serve(cassette(other));
  const response = await post('{"a":2, "b":1}', 'http://localhost/v1/audio');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bodyBytes(body));
});

test('replays a status that has no body', async () => {
  const none = interaction([user('Hi')], '');
  none.response = { code: 204, headers: {}, body: '' };
  serve(cassette(none));
  expect((await post({ messages: [user('Hi')], stream: true })).status).toBe(204);
});

test('answers a cross-origin app: the preflight and the request', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,x-stainless-os',
  };
  const preflight = await fetch(COMPLETIONS, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', ...asked },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe(
    'authorization,x-stainless-os',
  );
  const response = await post({ messages: [user('Hi')], stream: true }, COMPLETIONS, {
    origin: 'https://app.example',
  });
  expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
});

test('leaves other methods and paths to other handlers', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  server.resetHandlers(
    ...cassetteHandlers(cassette(interaction([user('Hi')], answer('Hello')))),
    http.get(COMPLETIONS, () => new Response('get')),
    http.post('*/embeddings', () => new Response('other')),
  );
  expect(await (await fetch(COMPLETIONS)).text()).toBe('get');
  expect(await (await post({}, 'https://api.example.com/v1/embeddings')).text()).toBe('other');
});

test('an abort in mid-stream reaches the reader', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))), { pace: { eventsPerSecond: 0.001 } });
  const controller = new AbortController();
  const response = await fetch(COMPLETIONS, {
    method: 'POST',
    body: JSON.stringify({ messages: [user('Hi')], stream: true }),
    signal: controller.signal,
  });
  const text = response.text();
  controller.abort();
  await expect(text).rejects.toThrow(/abort/);
});

test.each([
  [
    { paces: 'instant' },
    'Unknown option "paces". Did you mean "pace"? Valid names: pace, chunking, faults, match, endpoint, protocol, repeat, onMatch, onMiss.',
  ],
  [{ pace: 'fast' }, 'Invalid pace: expected'],
  [{ match: 'exactly' }, 'Did you mean "exact"?'],
  [{ endpoint: 'api/chat' }, 'a path that begins with "/", or a URL'],
  [{ repeat: 1 }, 'true or false'],
])('a wrong option is one clear error: %j', (options, message) => {
  expect(() => cassetteHandlers(cassette(), options as HandlerOptions)).toThrow(message);
});

test.each([
  ['the YAML text', 'version: 2', 'it is text. Read it with parseCassette first'],
  ['nothing', undefined, 'it is not a cassette'],
  ['a list with a hole', [null], 'it is not a cassette'],
])('refuses %s', (_name, given, message) => {
  expect(() => cassetteHandlers(given as unknown as Cassette)).toThrow(message);
});

test('a body that is not what its content type says fails when the handlers are built', () => {
  const tape = cassette(
    interaction([user('Hi')], answer('Hello')),
    interaction([user('Hi')], '<html>'),
  );
  expect(() => cassetteHandlers(tape)).toThrow(
    /^Cannot replay sample\.yaml, interaction 2: the content type is text\/event-stream, but/,
  );
});
