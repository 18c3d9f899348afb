import { beforeEach, expect, test, vi } from 'vitest';
import { createCallers } from './callers.ts';

const url = 'https://app.example/chat';
let resolve: (response: Response) => void;
let reject: (error: unknown) => void;

beforeEach(() => {
  const answer = new Promise<Response>((...settle) => ([resolve, reject] = settle));
  vi.stubGlobal('location', { origin: 'https://app.example' });
  vi.stubGlobal('fetch', () => answer);
  return () => vi.unstubAllGlobals();
});

/** Makes the response to a request of the document. */
const responseOf = (text: string) =>
  Object.defineProperty(new Response(text), 'url', { value: url });

test('callers know a request of this document where it comes back, and once', () => {
  const callers = createCallers();
  const request = new Request(url);
  void callers.send(request);
  expect(callers.originOf(request).fromWorker).toBe(false);
  expect(callers.originOf(request).fromWorker).toBe(true);
});

test('callers know a request that has been aborted before it comes back', async () => {
  const callers = createCallers();
  const controller = new AbortController();
  const request = new Request(url, { signal: controller.signal });
  const sent = callers.send(request);
  controller.abort();
  reject(controller.signal.reason);
  await expect(sent).rejects.toThrow('aborted');
  expect(callers.originOf(request).fromWorker).toBe(false);
});

// Measured in WebKitGTK 2.50.
test.each([
  'Response served by service worker is an error',
  'FetchEvent.respondWith received an error: TypeError: Failed to fetch',
])('callers hide the service worker where WebKit says %j', async (message) => {
  vi.stubGlobal('process', Object.create(process, { versions: { value: {} } }));
  vi.stubGlobal('navigator', { vendor: 'Apple Computer, Inc.' });
  const refused = createCallers().send(new Request(url));
  reject(new TypeError(message));
  await expect(refused).rejects.toEqual(new TypeError('Load failed'));
});

test('callers hide the service worker where WebKit says that it has broken a stream', async () => {
  vi.stubGlobal('process', Object.create(process, { versions: { value: {} } }));
  vi.stubGlobal('navigator', { vendor: 'Apple Computer, Inc.' });
  const sent = createCallers().send(new Request(url));
  const error = new TypeError('FetchEvent.respondWith received an error: TypeError: x');
  const body = new ReadableStream({ pull: () => Promise.reject(error) });
  resolve(Object.defineProperty(new Response(body), 'url', { value: url }));
  await expect((await sent).text()).rejects.toEqual(new TypeError('Load failed'));
});

test('callers leave the words of another failure as they are', async () => {
  const error = new TypeError('Failed to fetch. Refused to connect');
  const sent = createCallers().send(new Request(url));
  reject(error);
  await expect(sent).rejects.toBe(error);
});

test.each([
  ['answered', () => resolve(responseOf('Hello'))],
  ['lost', () => reject(new TypeError('Failed to fetch'))],
])('callers forget a request that no handler has got and is %s', async (_how, end) => {
  const callers = createCallers();
  const request = new Request(url);
  const sent = callers.send(request);
  end();
  await sent.catch(() => {});
  expect(callers.originOf(request).fromWorker).toBe(true);
});
