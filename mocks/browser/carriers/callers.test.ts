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
