import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTraffic, type Traffic } from './traffic.ts';
import { watchFetch } from './watch-fetch.ts';

const NATIVES: [object, (string | symbol)[]][] = [
  [globalThis, ['fetch']],
  [ReadableStream.prototype, ['values', Symbol.asyncIterator]],
  [ReadableStreamDefaultReader.prototype, ['read', 'cancel']],
  [ReadableStreamBYOBReader.prototype, ['read', 'cancel']],
  [Response.prototype, ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text']],
];

/** Lets streams iterate as in a browser: by methods of a prototype. In Node each iterator has its own. */
function iterateByPrototype(): void {
  const { prototype } = ReadableStream;
  // oxlint-disable-next-line typescript/unbound-method -- called on the stream below
  const native = prototype.values;
  class StreamIterator {
    readonly #native: ReadableStreamAsyncIterator<unknown>;
    constructor(made: ReadableStreamAsyncIterator<unknown>) {
      this.#native = made;
    }
    next() {
      return this.#native.next();
    }
    return(value: undefined) {
      return this.#native.return!(value);
    }
    [Symbol.asyncIterator]() {
      return this;
    }
  }
  function values(this: ReadableStream, options?: ReadableStreamIteratorOptions) {
    return new StreamIterator(native.call(this, options));
  }
  Object.assign(prototype, { values, [Symbol.asyncIterator]: values });
}

let traffic: Traffic;
let restore: () => void;

// In this very process: what was there is put back after each test.
beforeEach(() => {
  const kept = NATIVES.flatMap(([object, names]) =>
    names.map((name) => ({ object, name, was: Object.getOwnPropertyDescriptor(object, name) })),
  );
  restore = () => {
    for (const { object, name, was } of kept) if (was) Object.defineProperty(object, name, was);
  };
  iterateByPrototype();
  traffic = createTraffic();
  watchFetch(globalThis, traffic);
});
afterEach(() => restore());

const text = '{"say":"Hel"}\n{"say":"lo 👋"}\n';
const hasCome = () => traffic.shows('Hello 👋', 'lo 👋');

/** Makes a response whose bytes come one by one. */
function respond(): Response {
  const bytes = new TextEncoder().encode(text);
  return new Response(
    new ReadableStream({
      type: 'bytes',
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    }),
  );
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let all = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return all;
    all += decoder.decode(value, { stream: true });
  }
}

async function readByob(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader({ mode: 'byob' });
  const decoder = new TextDecoder();
  let all = '';
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(8));
    if (done) return all;
    all += decoder.decode(value, { stream: true });
  }
}

async function iterate(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let all = '';
  for await (const value of stream) all += decoder.decode(value, { stream: true });
  return all;
}

async function iterateText(stream: ReadableStream<string>): Promise<string> {
  let all = '';
  for await (const value of stream) all += value;
  return all;
}

const parsed = { list: [{ say: 'Hello 👋' }] };

describe('what a script reads is seen, and unchanged', () => {
  test.each<[string, (response: Response) => Promise<string>]>([
    ['a reader', ({ body }) => readAll(body!)],
    ['a reader with a buffer of its own', ({ body }) => readByob(body!)],
    ['for await', ({ body }) => iterate(body!)],
    [
      'both branches of a tee',
      async ({ body }) => {
        const [one, other] = body!.tee();
        const [first, second] = await Promise.all([readAll(one), iterate(other)]);
        return first === second ? first : 'different';
      },
    ],
    ['a pipe', ({ body }) => iterateText(body!.pipeThrough(new TextDecoderStream()))],
    ['a clone', (response) => readAll(response.clone().body!)],
    ['text()', (response) => response.text()],
    ['arrayBuffer()', async (response) => Buffer.from(await response.arrayBuffer()).toString()],
  ])('by %s', async (_what, read) => {
    expect(await read(respond())).toBe(text);
    expect(hasCome()).toBe(true);
  });

  test('by json()', async () => {
    const response = new Response(JSON.stringify(parsed));
    expect(await response.json()).toEqual(parsed);
    expect(hasCome() || traffic.shows('Hello 👋', 'Hello 👋')).toBe(true);
  });

  test('by a stream of objects', async () => {
    const stream = new ReadableStream({
      start(controller) {
        for (const say of ['Hel', 'lo 👋']) controller.enqueue({ type: 'text', say });
        controller.close();
      },
    });
    const iterator = stream[Symbol.asyncIterator]();
    while (!(await iterator.next()).done);
    expect(hasCome()).toBe(true);
  });

  test('as it comes, not at the end', async () => {
    let send = (_text: string) => {};
    const stream = new ReadableStream<string>({
      start: (controller) => void (send = (piece) => controller.enqueue(piece)),
    });
    const reader = stream.getReader();
    for (const [at, piece] of ['Hel', 'lo 👋'].entries()) {
      send(piece);
      await reader.read();
      expect(hasCome()).toBe(at === 1);
    }
  });
});

describe('errors', () => {
  const failing = new TypeError('lost');
  const lost = () =>
    new Response(new ReadableStream({ start: (controller) => controller.error(failing) }));

  test.each<[string, (response: Response) => Promise<unknown>]>([
    ['a reader', ({ body }) => body!.getReader().read()],
    ['for await', ({ body }) => iterate(body!)],
    ['text()', (response) => response.text()],
  ])('%s rejects with the same one', async (_what, read) => {
    await expect(read(lost())).rejects.toBe(failing);
  });

  test('invalid JSON rejects as before', async () => {
    await expect(new Response('{').json()).rejects.toThrow(SyntaxError);
  });

  test('a response that was read rejects as before', async () => {
    const response = respond();
    await response.text();
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['an address that is none', () => fetch('http://')],
    ['a signal that is none', () => fetch('http://127.0.0.1:1', { signal: {} as AbortSignal })],
  ])('%s rejects, and does not throw', async (_what, send) => {
    await expect(send()).rejects.toThrow(TypeError);
  });
});

describe('what a script ends by itself is noted', () => {
  test('a reader that cancels', async () => {
    const reader = respond().body!.getReader();
    await reader.read();
    await reader.cancel('enough');
    expect(traffic.lastCancelled).toBe('a response it was reading');
  });

  test('a loop that it leaves', async () => {
    for await (const bytes of respond().body!) if (bytes.length > 0) break;
    expect(traffic.lastCancelled).toBe('a response it was reading');
  });

  test('but not the cancel of a reader that has read nothing', async () => {
    await respond().body!.getReader().cancel();
    expect(traffic.lastCancelled).toBeUndefined();
  });

  test.each<[string, (url: string, signal: AbortSignal) => Promise<Response>, string]>([
    ['a request', (url, signal) => fetch(url, { signal }), 'GET'],
    [
      'a request object',
      (url, signal) => fetch(new Request(url, { method: 'PUT', signal })),
      'PUT',
    ],
    ['a post', (url, signal) => fetch(new URL(url), { method: 'POST', signal }), 'POST'],
  ])('%s that it aborts', async (_what, send, method) => {
    const open: ServerResponse[] = [];
    const server = createServer((_request, response) => open.push(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`;
    const controller = new AbortController();
    const sent = send(url, controller.signal);
    expect(traffic.lastCancelled).toBeUndefined();
    controller.abort();
    await expect(sent).rejects.toThrow('abort');
    expect(traffic.lastCancelled).toBe(`${method} ${url}`);
    server.close();
    server.closeAllConnections();
  });
});
