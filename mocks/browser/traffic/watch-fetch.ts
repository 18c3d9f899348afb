import type { Source, Traffic } from './traffic.ts';
import { afterCall, beforeCall } from './wrap.ts';

type Scope = typeof globalThis;

/** Methods of a response that read all of it. */
const WHOLE = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'];

/**
 * Watches what scripts read of responses and of other streams, where they read it. Every call goes to
 * the browser as it is, and gives what that gives: no stream is wrapped or copied. What is piped into a
 * `WritableStream` of the app is not seen.
 */
export function watchFetch(scope: Scope, traffic: Traffic): void {
  watchRequests(scope, traffic);
  const readers = watchReaders(traffic);
  for (const prototype of [
    scope.ReadableStreamDefaultReader.prototype,
    scope.ReadableStreamBYOBReader?.prototype,
  ]) {
    afterCall(prototype, 'read', readers.read);
    beforeCall(prototype, 'cancel', readers.cancel);
  }
  const iterators = iteratorPrototype();
  afterCall(iterators, 'next', readers.read);
  beforeCall(iterators, 'return', readers.cancel);
  for (const method of WHOLE) {
    afterCall(scope.Response.prototype, method, (_response, value) => {
      if (value === undefined) return;
      const source = traffic.open();
      source.message(value);
      source.end();
    });
  }
}

function watchRequests(scope: Scope, traffic: Traffic): void {
  beforeCall(scope, 'fetch', (_scope, [input, init]) => {
    const request = input instanceof Request ? input : undefined;
    const { method = request?.method ?? 'GET', signal = request?.signal } = (init ??
      {}) as RequestInit;
    const cancelled = () => traffic.cancelled(`${method} ${request?.url ?? String(input)}`);
    signal?.addEventListener('abort', cancelled, { once: true });
  });
}

function watchReaders(traffic: Traffic) {
  const sources = new WeakMap<object, { source: Source; decoder: TextDecoder }>();

  function read(reader: object, result: unknown): void {
    const known = sources.get(reader) ?? { source: traffic.open(), decoder: new TextDecoder() };
    sources.set(reader, known);
    const { source, decoder } = known;
    const { done, value } = (result ?? { done: true }) as ReadableStreamReadResult<unknown>;
    if (done) source.end();
    else if (typeof value === 'string') source.received(value);
    else if (value instanceof Uint8Array) source.received(decoder.decode(value, { stream: true }));
    else source.message(value);
  }

  function cancel(reader: object): void {
    const known = sources.get(reader);
    if (!known) return; // nothing was read
    known.source.end();
    traffic.cancelled('a response it was reading');
  }

  return { read, cancel };
}

/** Finds what `for await` calls on a stream: it has no name of its own. */
function iteratorPrototype(): object | undefined {
  const stream = new ReadableStream() as ReadableStream & { values?: () => object };
  return stream.values && (Object.getPrototypeOf(stream.values()) as object);
}
