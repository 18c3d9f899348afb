import { http } from 'msw';
import { describe, expect, test } from 'vitest';
import { type Body, bodyBytes } from '../wire/body.ts';
import { type Cassette, header } from '../cassette/cassette.ts';
import { errorOf } from '../test/error-of.ts';
import { cassette, interaction, recorded, streamOfText, user } from '../test/samples.ts';
import { ask, COMPLETIONS, post, serve, server } from '../test/server.ts';
import { eventsOf } from '../cassette/events.ts';
import { cassetteHandlers, type HandlerOptions, type MatchedCall } from './handlers.ts';
import type { Miss } from '../matching/miss.ts';

const hello = cassette(interaction([user('Hi')], streamOfText('Hello')));

describe('cassetteHandlers', () => {
  test.each(recorded)(
    'streams the recorded events one by one, byte for byte: %s',
    async (_name, each) => {
      serve(each);
      for (const { request, response: original } of each.interactions) {
        const response = await post(request.body, request.url);
        const { code, status, headers } = original;
        expect(response.status).toBe(code);
        expect(`${response.status} ${response.statusText}`).toBe(status ?? `${code} `);
        expect(response.headers.get('content-type')).toBe(header(headers, 'content-type'));
        const chunks: Uint8Array[] = [];
        for await (const bytes of response.body!) chunks.push(bytes);
        const sent = eventsOf(original).map(({ raw }) => bodyBytes(raw));
        expect(chunks.map((bytes) => Buffer.from(bytes).toString())).toEqual(
          sent.map((bytes) => Buffer.from(bytes).toString()),
        );
      }
    },
  );

  test('answers side calls by the rules, embeddings too', async () => {
    const matched: MatchedCall[] = [];
    serve(hello, {
      sideCalls: { title: 'A title', embeddings: 'zeros' },
      pace: { totalMs: 1e8 },
      onMatch: (call) => matched.push(call),
    });
    expect(await ask('Find a title')).toBe('A title');
    const embeddings = await post({ input: 'Hi' }, 'https://api.example.com/v1/embeddings');
    expect(await embeddings.json()).toMatchObject({ object: 'list' });
    expect(matched).toEqual([]);
  });

  test('keeps a record of the interactions played for each call', async () => {
    serve(hello);
    expect(await ask('Hi')).toBe('Hello');
    server.resetHandlers(...cassetteHandlers(hello));
    expect(await ask('Hi')).toBe('Hello');
  });

  test('replays status and headers of a response that does not stream, without those of the connection', async () => {
    const limited = interaction([user('Hi')], '');
    limited.response = {
      code: 429,
      status: '429 Too Many Requests',
      headers: {
        'Content-Type': ['application/json'],
        'Retry-After': ['1'],
        'Content-Length': ['999'],
        'Content-Encoding': ['gzip'],
        'Set-Cookie': ['session=1'],
        'Access-Control-Allow-Origin': ['https://recorded.example'],
        'Access-Control-Allow-Credentials': ['false'],
      },
      body: '{"error":{"message":"slow down"}}',
    };
    serve(cassette(limited, interaction([user('Hi')], streamOfText('Hello'))));
    const response = await post({ messages: [user('Hi')], stream: true }, COMPLETIONS, {
      origin: 'https://app.example',
    });
    expect([response.status, response.statusText, response.headers.get('retry-after')]).toEqual([
      429,
      'Too Many Requests',
      '1',
    ]);
    expect(response.headers.get('content-length')).toBeNull();
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.getSetCookie()).toEqual([]);
    const cors = ['origin', 'credentials'].map((name) =>
      response.headers.get(`access-control-allow-${name}`),
    );
    expect(cors).toEqual(['https://app.example', 'true']);
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

  test('replays one of two spellings of a header, and text that is not Latin-1 in UTF-8', async () => {
    const hi = interaction([user('Hi')], streamOfText('Hello'));
    hi.response.status = '200 Ünd 好';
    hi.response.headers = {
      'Content-Type': ['text/event-stream'],
      'content-type': ['application/json'],
      'X-List': ['1', '2'],
      'X-Name': ['好'],
      'X-Latin': ['né'],
    };
    serve(cassette(hi));
    const { headers, statusText } = await post({ messages: [user('Hi')], stream: true });
    const [type, list] = [headers.get('content-type'), headers.get('x-list')];
    expect([type, list]).toEqual(['text/event-stream', '1, 2']);
    const utf8 = (text: string) => Buffer.from(text).toString('latin1');
    const names = [headers.get('x-name'), headers.get('x-latin'), statusText];
    expect(names).toEqual([utf8('好'), 'né', utf8('Ünd 好')]);
  });

  test.each([
    ['200  OK', 'OK'],
    ['OK 200', 'OK 200'],
    [undefined, 'OK'],
  ])('replays the phrase of the status %j', async (status, phrase) => {
    const hi = interaction([user('Hi')], streamOfText('Hello'));
    if (status !== undefined) hi.response.status = status;
    serve(cassette(hi));
    const { statusText } = await post({ messages: [user('Hi')], stream: true });
    expect(statusText).toBe(phrase);
  });

  test('replays a status that has no body', async () => {
    const none = interaction([user('Hi')], '');
    none.response = { code: 204, headers: {}, body: 'no app gets this' };
    serve(cassette(none));
    expect((await post({ messages: [user('Hi')], stream: true })).status).toBe(204);
  });

  test('allows a cross-origin app to send the preflight and the request', async () => {
    serve(hello);
    const requested = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,x-stainless-os',
    };
    const preflight = await fetch(COMPLETIONS, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', ...requested },
    });
    expect(preflight.status).toBe(204);
    const allowed = ['methods', 'headers', 'origin'].map((name) =>
      preflight.headers.get(`access-control-allow-${name}`),
    );
    expect(allowed).toEqual(['POST', 'authorization,x-stainless-os', 'https://app.example']);
    const response = await post({ messages: [user('Hi')], stream: true }, COMPLETIONS, {
      origin: 'https://app.example',
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });

  test('shows headers across origins, and keeps the answers to two origins apart', async () => {
    serve(hello, { repeat: true });
    const corsOf = async (headers: object) => {
      const got = await post({ messages: [user('Hi')], stream: true }, COMPLETIONS, headers);
      return ['access-control-allow-origin', 'access-control-expose-headers', 'vary'].map((name) =>
        got.headers.get(name),
      );
    };
    expect(await corsOf({})).toEqual(['*', '*', null]);
    expect(await corsOf({ origin: 'https://app.example' })).toEqual([
      'https://app.example',
      '*',
      'origin',
    ]);
  });

  test('allows any method where the preflight names none', async () => {
    serve(hello);
    const { headers } = await fetch(COMPLETIONS, { method: 'OPTIONS' });
    expect(headers.get('access-control-allow-methods')).toBe('*');
  });

  test('cuts the body as the option says', async () => {
    serve(hello, { chunking: 'whole' });
    const { body } = await post({ messages: [user('Hi')], stream: true });
    const chunks: Uint8Array[] = [];
    for await (const bytes of body!) chunks.push(bytes);
    expect(chunks).toHaveLength(1);
  });

  test('leaves other methods and paths to other handlers', async () => {
    serve(hello);
    server.resetHandlers(
      ...cassetteHandlers(hello),
      http.get(COMPLETIONS, () => new Response('get')),
      http.post('*/embeddings', () => new Response('other')),
    );
    expect(await (await fetch(COMPLETIONS)).text()).toBe('get');
    expect(await (await post({}, 'https://api.example.com/v1/embeddings')).text()).toBe('other');
  });

  test('aborts the reader in mid-stream', async () => {
    serve(hello, { pace: { eventsPerSecond: 0.001 } });
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

  test('responds to several requests at once', async () => {
    const texts = ['cats', 'dogs', 'ants'];
    const list = texts.map((text) => interaction([user(text)], streamOfText(`${text}!`)));
    serve(cassette(...list.toReversed()));
    expect(await Promise.all(texts.map((text) => ask(text)))).toEqual(['cats!', 'dogs!', 'ants!']);
  });

  test('responds to a miss with a 501 that the app can show, and calls onMiss', async () => {
    const misses: Miss[] = [];
    serve(hello, { onMiss: (miss) => misses.push(miss) });
    const response = await post({ messages: [user('Bye')], stream: true });
    expect([response.status, response.statusText]).toEqual([501, 'Not Recorded']);
    expect(response.headers.get('x-playhead')).toBe('miss');
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toEqual({
      type: 'error',
      error: expect.objectContaining({ code: 501, message: misses[0]!.message }),
      miss: misses[0],
    });
  });

  test('calls onMatch with the request and the interaction', async () => {
    const calls: MatchedCall[] = [];
    serve(hello, { onMatch: (call) => calls.push(call) });
    await ask('Hi', { model: 'model-b' });
    expect(calls).toEqual([
      {
        method: 'POST',
        url: COMPLETIONS,
        cassette: 'sample.yaml',
        interaction: 1,
        ignored: [{ field: 'model', received: '"model-b"', recorded: '"model-a"' }],
      },
    ]);
  });

  test('finds recordings at the endpoint of the app', async () => {
    serve(hello, { endpoint: '/api/chat' });
    expect(await ask('Hi', {}, 'http://localhost:3000/api/chat?x=1')).toBe('Hello');
  });

  test.each([
    [{ paces: 'instant' }, 'Did you mean "pace"?'],
    [{ pace: 'fast' }, 'Invalid pace'],
    [{ match: 'exactly' }, 'Did you mean "exact"?'],
    [{ endpoint: 'api/chat' }, 'a path that begins with "/", or a URL'],
    [{ repeat: 1 }, 'Invalid repeat: expected true or false'],
    [{ onMatch: 'log' }, 'Invalid onMatch: expected a function'],
    [{ onMiss: 'log' }, 'Invalid onMiss: expected a function'],
    [{ faults: [{ type: 'cut', at: 9 }] }, 'the response has 2 events. Choose 1 to 2.'],
    [{ faults: [{ type: 'cut' }] }, 'needs "at"'],
    [{ frozenAt: { part: 'tool-call' } }, 'no recorded answer contains it'],
    [{ frozenAt: 'tool-call' }, 'Invalid frozenAt'],
  ])('rejects the options %j', (options, words) => {
    const error = errorOf(() => cassetteHandlers(hello, options as HandlerOptions));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });

  test('rejects the text of a cassette', () => {
    const text = 'version: 2' as unknown as Cassette;
    expect(errorOf(() => cassetteHandlers(text)).code).toBe('bad-cassette');
  });
});
