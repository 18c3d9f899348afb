import { setupServer } from 'msw/node';
import { afterEach, expect, test } from 'vitest';
import { bodyBytes, type Body } from '../body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { cassette, chunk, interaction, recorded, streamOf, user } from '../test/samples.ts';
import { splitEvents } from '../wire/sse.ts';
import { cassetteHandlers } from './handlers.ts';
import type { Miss } from './miss.ts';
import type { HandlerOptions } from './options.ts';

const server = setupServer();
afterEach(() => server.close());

function serve(cassettes: Cassette | Cassette[], options?: HandlerOptions): void {
  server.listen({
    onUnhandledRequest: ({ url }) => {
      throw new Error(`Not handled: ${url}`);
    },
  });
  server.resetHandlers(...cassetteHandlers(cassettes, options));
}

const URL = 'https://api.example.com/v1/chat/completions';
const answer = (text: string) => streamOf(chunk({ content: text }), '[DONE]');
const post = (body: unknown, url = URL, headers = {}) =>
  fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const ask = async (text: string, more: object = {}, url = URL) => {
  const response = await post({ messages: [user(text)], stream: true, ...more }, url);
  return /"content":"(.*?)"/.exec(await response.text())?.[1] ?? response.status;
};
const missOf = async (response: Response) => ((await response.json()) as { miss: Miss }).miss;

test.each(recorded)(
  '%s: streams the recorded events one by one, byte for byte',
  async (_name, tape) => {
    serve(tape);
    for (const { request, response: told } of tape.interactions) {
      const response = await post(request.body as string, request.url);
      expect(response.status).toBe(200);
      expect(response.statusText).toBe('OK');
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      const chunks: Uint8Array[] = [];
      for await (const bytes of response.body!) chunks.push(bytes);
      const sent = splitEvents(told.body).map(({ raw }) => bodyBytes(raw));
      expect(chunks.map((bytes) => Buffer.from(bytes).toString())).toEqual(
        sent.map((bytes) => Buffer.from(bytes).toString()),
      );
    }
  },
);

test.each(recorded)(
  "%s: answers the app's own request, with other prompt, ids, key order and fields",
  async (_name, tape) => {
    serve({ ...tape, interactions: tape.interactions.toReversed() });
    for (const { request, response: told } of tape.interactions) {
      const { messages, model } = JSON.parse(request.body as string) as {
        messages: { role: string; tool_calls?: { id: string }[]; tool_call_id?: string }[];
        model: string;
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
          stream: true,
          temperature: 0,
          messages: [{ role: 'developer', content: 'Mine.' }, ...own],
          model: `${model}-mine`,
        },
        request.url,
      );
      expect(await response.text()).toBe(told.body);
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

test('answers at the endpoint of the app: a path or a whole URL', async () => {
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

test('a request that is not recorded gets a 501 that says what came, what is nearest and where they differ', async () => {
  const misses: Miss[] = [];
  const loop = [
    user('Add 2 and 3'),
    {
      role: 'assistant',
      tool_calls: [{ id: 'a', function: { name: 'add', arguments: '{"a":2,"b":3}' } }],
    },
  ];
  const tool = (content: string) => ({ role: 'tool', tool_call_id: 'a', content });
  serve(
    cassette(
      interaction([user('Hi')], answer('Hello')),
      interaction([...loop, tool('5')], answer('5')),
    ),
    { onMiss: (miss) => misses.push(miss) },
  );

  const response = await post({ messages: [...loop, tool('6')], stream: true });
  expect(response.status).toBe(501);
  expect(response.headers.get('x-playhead')).toBe('miss');
  const body = (await response.json()) as { error: { message: string; code: string }; miss: Miss };
  expect(body.miss).toEqual(misses[0]);
  expect(body.error).toMatchObject({ code: 'playhead_miss', message: body.miss.message });
  expect(body.miss.message).toBe(
    [
      'Cannot answer POST https://api.example.com/v1/chat/completions: no recorded interaction asks this.',
      '',
      'asked:',
      '  1 user "Add 2 and 3"',
      '  2 assistant calls add({"a":2,"b":3}) → "6"',
      'nearest of 2 recorded: sample.yaml, interaction 1:',
      '  1 user "Add 2 and 3"',
      '  2 assistant calls add({"a":2,"b":3}) → "5"',
      'first difference: message 2',
      '  asked     assistant calls add({"a":2,"b":3}) → "6"',
      '  recorded  assistant calls add({"a":2,"b":3}) → "5"',
      '',
      'Ask what was recorded, or record a cassette that holds this conversation.',
    ].join('\n'),
  );
});

test.each([
  [
    'one turn too many',
    [user('Hi'), { role: 'assistant', content: 'Hello' }, user('Bye')],
    {},
    { where: 'message 2', recorded: 'nothing: the conversation ends before it' },
  ],
  [
    'a conversation that is empty',
    [],
    {},
    { where: 'message 1', asked: 'nothing: the conversation ends before it' },
  ],
  [
    'no stream',
    [user('Hi')],
    { stream: false },
    { where: 'stream', asked: 'false', recorded: 'true' },
  ],
])('a miss explains %s', async (_name, messages, more, difference) => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  const miss = await missOf(await post({ messages, stream: true, ...more }));
  expect(miss.nearest?.difference).toMatchObject(difference);
});

test('a miss explains that a recording has been played', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  await ask('Hi');
  const miss = await missOf(await post({ messages: [user('Hi')], stream: true }));
  expect(miss.message).toMatch(
    /every interaction that asks this has been played[^]*set repeat: true\.$/,
  );
});

test.each(['', 'not json', '{"prompt":"Hi"}', '[]'])(
  'a body that is no completion request is a miss: %j',
  async (body) => {
    serve(cassette(interaction([user('Hi')], answer('Hello'))));
    const response = await post(body);
    expect(response.status).toBe(501);
    expect((await missOf(response)).nearest?.difference.where).toBe('the request body');
  },
);

test('replays an interaction that is not a stream: an error first, then the answer to the retry', async () => {
  const refused = interaction([user('Hi')], '');
  refused.response = {
    code: 429,
    status: '429 Too Many Requests',
    headers: {
      'Content-Type': ['application/json'],
      'Retry-After': ['1'],
      'Content-Length': ['999'],
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
  const preflight = await fetch(URL, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', ...asked },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe(
    'authorization,x-stainless-os',
  );
  const response = await post({ messages: [user('Hi')], stream: true }, URL, {
    origin: 'https://app.example',
  });
  expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
});

test('leaves other methods and paths to other handlers', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))));
  await expect(fetch(URL)).rejects.toThrow();
  await expect(post({}, 'https://api.example.com/v1/embeddings')).rejects.toThrow();
});

test('an abort in mid-stream reaches the reader', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))), { pace: { eventsPerSecond: 0.001 } });
  const controller = new AbortController();
  const response = await fetch(URL, {
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
    'Cannot use the option "paces": there is none of that name. Valid options: pace, match, endpoint, repeat, onMiss.',
  ],
  [{ pace: 'fast' }, 'Cannot use the pace "fast"'],
  [{ match: 'exact' }, 'Cannot use "exact" as the option "match": it is not \'conversation\''],
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
    /^Cannot play sample\.yaml, interaction 1: the content type is text\/event-stream, but/,
  );
});
