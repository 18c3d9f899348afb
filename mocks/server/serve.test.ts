import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { readCassette } from '../node/cassette-files.ts';
import { readToken } from '../node/server-file.ts';
import type { ReplayOptions } from '../replay/replay.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { ask, post, serving } from '../test/serving.ts';
import { PlayheadError } from '../util/error.ts';
import { serve } from './serve.ts';

const pieces = ['Hel', 'lo ', 'you'];
const said = [...pieces.map((content) => chunk({ content })), '[DONE]'];
const hello = cassette(interaction([user('Hi')], streamOf(...said)));
const events = said.map((each) => streamOf(each));
const tapeOf = (name: string) => readCassette(`cassettes/handmade/${name}.yaml`);
const body = JSON.stringify({ messages: [user('Hi')], stream: true });

/** Posts a request and reads the answer as HTTP has cut it: `fetch` joins what comes together. */
async function chunksOf(url: string): Promise<{ type: unknown; chunks: string[] }> {
  const sent = request(url, { method: 'POST' }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: string[] = [];
  response.on('data', (bytes: Buffer) => chunks.push(bytes.toString()));
  await once(response, 'end');
  return { type: response.headers['content-type'], chunks };
}

describe('answers', () => {
  test.each(['/v1/chat/completions', '/openai/v1/chat/completions', '//v1/chat/completions?x=1'])(
    'each event is a chunk of its own, at %s',
    async (path) => {
      const { url } = await serving({ cassettes: [hello] });
      expect(await chunksOf(url + path)).toEqual({ type: 'text/event-stream', chunks: events });
    },
  );

  test.each([
    ['whole', [events.join('')]],
    [{ bytes: 40 }, events.join('').match(/[^]{1,40}/g)],
  ] as const)('the body is cut as the option says: %j', async (chunking, expected) => {
    const { url } = await serving({ cassettes: [hello], chunking });
    const { chunks } = await chunksOf(`${url}/v1/chat/completions`);
    expect(chunks).toEqual(expected);
  });

  test('a side call is answered by the rules, whatever the pace', async () => {
    const pace = { totalMs: 1e8 };
    const { url } = await serving({ cassettes: [hello], sideCalls: { title: 'Yes' }, pace });
    expect(await ask(`${url}/v1/chat/completions`, 'Find a title')).toBe('Yes');
  });

  test('reports an error of a function of the user', async () => {
    const sideCalls = () => {
      throw new Error('no such field');
    };
    const { url } = await serving({ cassettes: [hello], sideCalls });
    const problem = await ask(`${url}/v1/chat/completions`, 'Bye');
    expect(problem).toMatch(/^501 Cannot answer POST http.+completions: no such field\.$/);
  });

  test('an event comes before the next one, which is slow', async () => {
    const faults = [{ type: 'slow', after: 1, ms: 1e8 }] as const;
    const { url } = await serving({ cassettes: [hello], faults });
    const reader = (await post(`${url}/v1/chat/completions`)).body!.getReader();
    const { value } = await reader.read();
    expect(Buffer.from(value!).toString()).toBe(events[0]);
    await reader.cancel();
  });

  test('the client of OpenAI streams', async () => {
    const { url } = await serving({ cassettes: [hello] });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: 'model-a',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
    });
    const texts: unknown[] = [];
    for await (const each of stream) texts.push(each.choices[0]!.delta.content);
    expect(texts).toEqual(pieces);
  });

  test('the client of Anthropic streams', async () => {
    const tape = tapeOf('anthropic/tool-loop');
    const { url } = await serving({ cassettes: [tape] });
    const client = new Anthropic({ baseURL: url, apiKey: 'none', maxRetries: 0 });
    const { stream: _stream, ...params } = JSON.parse(
      tape.interactions[0]!.request.body as string,
    ) as Anthropic.MessageStreamParams;
    const stream = client.messages.stream({ ...params, model: 'model-a' });
    expect(await stream.finalText()).not.toBe('');
  });

  test('the client of Ollama streams', async () => {
    const tape = tapeOf('ollama/tool-loop');
    const { url } = await serving({ cassettes: [tape] });
    const params = JSON.parse(tape.interactions[1]!.request.body as string) as {
      model: string;
      messages: [];
    };
    const texts: string[] = [];
    const stream = await new Ollama({ host: url }).chat({ ...params, stream: true });
    for await (const { message } of stream) texts.push(message.content);
    expect(texts.filter((text) => text !== '').length).toBeGreaterThan(1);
  });

  test('a compressed request is read', async () => {
    const { url } = await serving({ cassettes: [hello] });
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(body),
    });
    expect(response.status).toBe(200);
  });

  test('repeat answers a request again, else it is a miss', async () => {
    const [single, repeated] = await Promise.all([
      serving({ cassettes: [hello] }),
      serving({ cassettes: [hello], repeat: true }),
    ]);
    const twice = async ({ url }: { url: string }) => {
      await ask(`${url}/v1/chat/completions`);
      return ask(`${url}/v1/chat/completions`);
    };
    expect(await twice(single)).toMatch(/^501 /);
    expect(await twice(repeated)).toBe('Hello you');
  });
});

describe('what cannot be answered', () => {
  test('a miss is a 501 with the explanation, which clients do not retry', async () => {
    const { url } = await serving({ cassettes: [hello] });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none' });
    const messages = [{ role: 'user', content: 'Bye' }] as const;
    const asked = client.chat.completions.create({ model: 'model-a', messages: [...messages] });
    const error = (await asked.catch((reason: unknown) => reason)) as InstanceType<
      typeof OpenAI.APIError
    >;
    expect(error.status).toBe(501);
    expect(error.message).toContain('POST');
    expect(error.message).toMatch(/"Bye"/);
  });

  test('a server without cassettes explains that too', async () => {
    const { url } = await serving();
    expect(await ask(`${url}/v1/chat/completions`)).toContain('501');
  });

  test('a preflight is allowed', async () => {
    const { url } = await serving({ cassettes: [hello] });
    const { status, headers } = await fetch(`${url}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    const allowed = ['origin', 'methods'].map((name) =>
      headers.get(`access-control-allow-${name}`),
    );
    expect([status, ...allowed]).toEqual([204, 'https://app.example', 'POST']);
  });

  test('a body over the limit is a 413 with a sentence', async () => {
    const { url } = await serving({ cassettes: [hello] });
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(65 * 1024 * 1024)),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('Cannot read the request: ') },
    });
  });

  test.each<[string, ReplayOptions['faults'], RegExp]>([
    ['a refused connection', [{ type: 'refused' }], /fetch failed/],
    ['a connection lost in mid-body', [{ type: 'disconnect', after: 2 }], /terminated/],
  ])('%s fails the request', async (_what, faults, reason) => {
    const { url } = await serving({ cassettes: [hello], faults });
    const reading = post(`${url}/v1/chat/completions`).then((response) => response.text());
    await expect(reading).rejects.toThrow(reason);
    expect(await ask(`${url}/v1/chat/completions`)).toBe('Hello you');
  });

  test('a status that a fault gives is sent', async () => {
    const faults = [{ type: 'status', status: 503 }] as const;
    const { url } = await serving({ cassettes: [hello], faults });
    const { status, headers } = await post(`${url}/v1/chat/completions`);
    expect([status, headers.get('content-type')]).toEqual([503, 'application/json']);
  });
});

describe('the server', () => {
  test('says that it is ready', async () => {
    const { url } = await serving();
    const response = await fetch(`${url}/playhead`);
    expect([response.status, await response.text()]).toEqual([200, 'Playhead is ready.\n']);
  });

  test('logs a line for each request', async () => {
    const lines: string[] = [];
    const { url } = await serving({ cassettes: [hello], log: (line) => lines.push(line) });
    await ask(`${url}/v1/chat/completions`);
    await ask(`${url}/v1/chat/completions`, 'Bye');
    await fetch(`${url}/v1/models`);
    expect(lines).toEqual([
      'POST /v1/chat/completions → 200 (the cassettes)',
      'POST /v1/chat/completions → 501 (the cassettes): no recorded interaction matches this request',
      'GET /v1/models → 200 (the models)',
    ]);
  });

  test('shares its token with tests of this user until it is closed', async () => {
    const server = await serving({ token: 'of this test' });
    const port = Number(new URL(server.url).port);
    expect(readToken(port)).toBe('of this test');
    await server.close();
    expect(readToken(port)).toBeUndefined();
  });

  test.each([
    ['the port is in use', {}, 'in use'],
    ['this machine has no such address', { host: '192.0.2.1', port: 0 }, 'no such address'],
  ])('says that %s', async (_what, options, words) => {
    const { url } = await serving();
    const error: unknown = await serve({ port: Number(new URL(url).port), ...options }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PlayheadError);
    expect(error).toMatchObject({ code: 'cannot-listen', message: expect.stringContaining(words) });
  });

  test.each<[object, string]>([
    [{ paces: 'instant' }, 'Did you mean "pace"?'],
    [{ pace: 'fast' }, 'Invalid pace'],
    [{ chunking: 0 }, 'Invalid chunking'],
    [{ match: 'exactly' }, 'Did you mean "exact"?'],
    [{ faults: [{ type: 'refuse' }] }, 'Did you mean "refused"?'],
    [{ faults: [{ type: 'cut', at: 9 }] }, 'the response has 4 events. Choose 1 to 4.'],
    [{ repeat: 1 }, 'Invalid repeat: expected true or false'],
    [{ cassettes: 'chat.yaml' }, 'Invalid cassettes: expected a list'],
    [{ port: 70_000 }, 'Invalid port: expected a number from 0 to 65535'],
    [{ host: '' }, 'Invalid host'],
    [{ token: '' }, 'Invalid token'],
    [{ log: true }, 'Invalid log: expected a function'],
  ])('rejects the options %j', async (options, words) => {
    const serves = serve({ cassettes: [hello], port: 0, ...options });
    await expect(serves).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining(words),
    });
  });

  test('ends open streams and idle connections when it is closed', async () => {
    const server = await serving({ cassettes: [hello], pace: { eventsPerSecond: 0.001 } });
    const { hostname, port } = new URL(server.url);
    connect(Number(port), hostname).on('error', () => {});
    const response = await post(`${server.url}/v1/chat/completions`);
    const reading = response.text();
    await Promise.all([
      expect(reading).rejects.toThrow('terminated'),
      expect(server.close()).resolves.toBeUndefined(),
    ]);
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});

test('a server without cassettes and tests says so', async () => {
  const server = await serving();
  expect(await ask(`${server.url}/v1/chat/completions?key=abc`)).toMatch(
    /^501 Cannot answer POST \S+\?key=…: no test with carrier: 'server' is running/,
  );
});
