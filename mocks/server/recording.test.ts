import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readCassette } from '../node/cassette-files.ts';
import { answering, SSE, startProvider } from '../test/provider.ts';
import { streamOfText } from '../test/samples.ts';
import { ask, serving } from '../test/serving.ts';
import { bodyText } from '../wire/body.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = path.join(folder, 'chat.yaml');
});

describe('what is passed on', () => {
  test('comes as it is sent: the client has the first event while the second is held', async () => {
    let release!: () => void;
    const to = await startProvider(async (_request, response) => {
      response.writeHead(200, SSE).write('data: 1\n\n');
      await new Promise<void>((resolve) => (release = resolve));
      response.end('data: 2\n\n');
    });
    const server = await serving({ to, record: { file } });
    const { body } = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      body: '{}',
    });
    const reader = body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('data: 1\n\n');
    release();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('data: 2\n\n');
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync], // without its header
  ])('keeps its compression (%s), and is recorded without it', async (encoding, compress) => {
    const bytes = compress(streamOfText('Hello.'));
    const to = await startProvider(
      (_request, response) =>
        void response.writeHead(200, { ...SSE, 'Content-Encoding': encoding }).end(bytes),
    );
    const server = await serving({ to, record: { file } });
    expect(await ask(`${server.url}/v1/chat/completions`)).toBe('Hello.');
    await server.close();
    const { response } = readCassette(file).interactions[0]!;
    expect(response.body).toBe(streamOfText('Hello.'));
    expect(response.uncompressed).toBe(true);
    expect(Object.keys(response.headers)).toEqual(['Content-Type', 'Date']);
  });

  test('keeps the headers of the client, but for those of the connection', async () => {
    let seen: Record<string, unknown> = {};
    const to = await startProvider((request, response) => {
      seen = request.headers;
      response.end();
    });
    const server = await serving({ to, record: { file } });
    await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { Authorization: 'Bearer a', 'X-Own': 'b', 'x-playhead-test': 'c' },
    });
    expect(seen).toMatchObject({ authorization: 'Bearer a', 'x-own': 'b', 'content-length': '7' });
    expect(seen['host']).toBe(new URL(to).host);
    expect(seen).not.toHaveProperty('x-playhead-test');
  });

  test('includes requests other than completions, if they go to the provider', async () => {
    const to = await startProvider((_request, response) => void response.end('{"data":[]}'));
    const server = await serving({ to, record: { file } });
    expect(await (await fetch(`${server.url}/v1/models`)).text()).toBe('{"data":[]}');
    await server.close();
    expect(readCassette(file).interactions[0]!.request.method).toBe('GET');
  });
});

test('secrets are not written, and what was removed is reported', async () => {
  const to = await startProvider(answering('Ask help@corp.dev.'));
  const log: string[] = [];
  const server = await serving({ to, record: { file }, log: (line) => log.push(line) });
  const headers = { Authorization: 'Bearer abcdefghijklmnop' };
  for (const question of ['Hi', 'Hello']) {
    const answer = await ask(`${server.url}/v1/chat/completions`, question, headers);
    expect(answer).toBe('Ask help@corp.dev.');
  }
  await server.close();
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('corp.dev');
  expect(text).not.toContain('abcdefghijklmnop');
  expect(text).toContain('Ask REDACTED_EMAIL_1.');
  const [first, second] = log.filter((line) => line.includes('recorded; removed'));
  expect(first).toMatch(/removed 1 × .*request header authorization.*email/i);
  expect(second).toBe(first);
});

test('a list of models that was recorded is not recorded again', async () => {
  let count = 0;
  const to = await startProvider((_request, response) => {
    count++;
    response.writeHead(200, SSE).end(streamOfText('Hello.'));
  });
  const first = await serving({ to, record: { file } });
  await ask(`${first.url}/v1/chat/completions`, 'One');
  await first.close();
  const cassettes = [readCassette(file)];
  const server = await serving({ to, cassettes, record: { file, mode: 'new' } });
  expect(await (await fetch(`${server.url}/v1/models`)).text()).toContain('model-a');
  expect(count).toBe(1);
});

test('a client that leaves at the last event has its answer recorded', async () => {
  let end!: () => void;
  const to = await startProvider((_request, response) => {
    response.writeHead(200, SSE).write(streamOfText('Hello.'));
    end = () => void response.end();
  });
  const log: string[] = [];
  const server = await serving({ to, record: { file }, log: (line) => log.push(line) });
  const leaving = new AbortController();
  const { signal } = leaving;
  const response = await fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    body: '{}',
    signal,
  });
  await response.body!.getReader().read();
  leaving.abort();
  end();
  await expect.poll(() => log.join()).toContain('recorded');
  await server.close();
  expect(readCassette(file).interactions[0]!.response.body).toBe(streamOfText('Hello.'));
});

test('a rule that fails for what is in the file is reported when something is recorded', async () => {
  const to = await startProvider(answering('Hello.'));
  const first = await serving({ to, record: { file } });
  await ask(`${first.url}/v1/chat/completions`);
  await first.close();
  const rules = [
    () => {
      throw new Error('mine');
    },
  ];
  const log: string[] = [];
  const server = await serving({
    to,
    record: { file, mode: 'new', rules },
    log: (line) => log.push(line),
  });
  expect(await ask(`${server.url}/v1/chat/completions`)).toBe('Hello.');
  await server.close();
  expect(log.join()).toMatch(/not recorded: .*rules\[0\]/);
});

describe('what is not complete is not recorded', () => {
  test.each([{}, { 'Content-Length': 1000 }])('a response that is cut off, %j', async (length) => {
    const to = await startProvider((_request, response) => {
      response.writeHead(200, { ...SSE, ...length }).write('data: 1\n\n', () => response.destroy());
    });
    const log: string[] = [];
    const server = await serving({ to, record: { file }, log: (line) => log.push(line) });
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      body: '{}',
    });
    await expect(response.text()).rejects.toThrow();
    await server.close();
    expect(existsSync(file)).toBe(false);
    expect(log.join()).toContain('broken off');
  });

  test('one whose client has left', async () => {
    let close!: () => void;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const to = await startProvider((_request, response) => {
      response.on('close', close);
      response.writeHead(200, SSE).write('data: 1\n\n');
    });
    const log: string[] = [];
    const server = await serving({ to, record: { file }, log: (line) => log.push(line) });
    const aborting = new AbortController();
    const { signal } = aborting;
    await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', body: '{}', signal });
    aborting.abort();
    await closed; // the request to the provider is cancelled too
    await server.close();
    expect(existsSync(file)).toBe(false);
    expect(log.join()).toContain('the client has left');
  });

  test('one of a provider that cannot be reached: the client gets an error', async () => {
    const server = await serving({ to: 'http://127.0.0.1:9', record: { file } });
    const answer = await ask(`${server.url}/v1/chat/completions`);
    expect(answer).toMatch(/^502 .*cannot be reached .*ECONNREFUSED/);
    await server.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('one whose address is not known', async () => {
    const server = await serving({ record: { file } });
    expect(await ask(`${server.url}/v1/chat/completions`)).toMatch(/^502 .*--to/);
  });
});

describe('mode', () => {
  const url = '/v1/chat/completions';

  async function record(text: string, options: object = {}): Promise<string> {
    const to = await startProvider(answering(text));
    const server = await serving({ to, record: { file, ...options } });
    const answer = await ask(server.url + url, text);
    await server.close();
    return answer;
  }
  const questions = () =>
    readCassette(file).interactions.map(({ request }) => bodyText(request.body));

  test('all replaces what was in the file', async () => {
    await record('One');
    await record('Two');
    expect(questions()).toEqual([expect.stringContaining('Two')]);
  });

  test('new follows it, and asks only what the cassettes do not answer', async () => {
    await record('One');
    writeFileSync(file, `# Mine.\n${readFileSync(file, 'utf8')}`);
    const to = await startProvider(answering('Two'));
    const cassettes = [readCassette(file)];
    const server = await serving({ to, cassettes, record: { file, mode: 'new' } });
    expect(await ask(server.url + url, 'One')).toBe('One');
    expect(await ask(server.url + url, 'Two')).toBe('Two');
    await server.close();
    expect(questions()).toEqual([expect.stringContaining('One'), expect.stringContaining('Two')]);
    expect(readCassette(file).interactions.map(({ id }) => id)).toEqual([0, 1]);
    expect(readFileSync(file, 'utf8')).toMatch(/^# Mine\.\n---\n/);
  });

  test('requests that overlap are recorded in the order in which they began', async () => {
    const waiting: (() => void)[] = [];
    let both!: () => void;
    const bothCame = new Promise<void>((resolve) => (both = resolve));
    const to = await startProvider((_request, response) => {
      waiting.push(() => response.writeHead(200, SSE).end(streamOfText('Hello.')));
      if (waiting.length === 2) both();
    });
    const server = await serving({ to, record: { file } });
    const first = ask(server.url + url, 'One');
    await expect.poll(() => waiting.length).toBe(1);
    const second = ask(server.url + url, 'Two');
    await bothCame;
    waiting[1]!();
    await second;
    waiting[0]!();
    await first;
    await server.close();
    expect(questions()).toEqual([expect.stringContaining('One'), expect.stringContaining('Two')]);
  });
});

test('a provider that is this server itself is refused', async () => {
  const server = await serving({ record: { file } });
  const port = Number(new URL(server.url).port);
  await server.close();
  const options = { port, to: `http://localhost:${port}/v1`, record: { file } };
  await expect(serving(options)).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringContaining('itself'),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that is being recorded to cannot be recorded to', async () => {
  const server = await serving({ to: 'openai', record: { file } });
  await expect(serving({ to: 'openai', record: { file } })).rejects.toMatchObject({
    code: 'file-in-use',
  });
  await server.close();
});

test.each([
  [{ to: 'opnai' }, 'Did you mean "openai"'],
  [{ record: {} }, 'file'],
  [{ record: { file: '' } }, 'record.file'],
  [{ record: { file: 'a.yaml', mode: 'once' } }, 'record.mode'],
  [{ record: { file: 'a.yaml', made: 'all' } }, 'Unknown option of record'],
])('rejects %j', async (options, words) => {
  await expect(serving(options as never)).rejects.toMatchObject({
    code: 'bad-option',
    message: expect.stringContaining(words),
  });
});
