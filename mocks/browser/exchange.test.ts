import { describe, expect, test, vi } from 'vitest';
import { CALLER_HEADER } from './channel.ts';
import { type ExchangeOptions, makeExchange } from './exchange.ts';

const URL_AT = 'https://api.example.com/v1/chat/completions?key=secret';
const signal = new AbortController().signal;
const encoder = new TextEncoder();

/** A body that sends these chunks, and then ends as given. */
function bodyOf(chunks: (string | Uint8Array)[], error?: Error): ReadableStream<Uint8Array> {
  const rest = chunks.map((each) => (typeof each === 'string' ? encoder.encode(each) : each));
  return new ReadableStream({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk) controller.enqueue(chunk);
      else if (error) controller.error(error);
      else controller.close();
    },
  });
}

function post(init: RequestInit = {}): Request {
  return new Request(URL_AT, { method: 'POST', body: '{"stream":true}', ...init });
}

function exchangeOf(request: Request, fetch: unknown, more: Partial<ExchangeOptions> = {}) {
  return makeExchange(request, {
    signal,
    pastWorker: false,
    fetch: fetch as typeof globalThis.fetch,
    ...more,
  });
}

describe('an exchange made in the page', () => {
  test('keeps the request, the head, the whole body, and its chunks', async () => {
    const response = new Response(bodyOf(['data: 1', '\n\ndata: 2\n\n']), {
      status: 201,
      statusText: 'Made',
      headers: { 'content-type': 'text/event-stream' },
    });
    const exchange = await exchangeOf(post({ headers: { authorization: 'a' } }), () => response);
    expect(exchange).toEqual({
      request: {
        method: 'POST',
        url: URL_AT,
        headers: [
          ['authorization', 'a'],
          ['content-type', 'text/plain;charset=UTF-8'],
        ],
        body: '{"stream":true}',
      },
      response: {
        status: 201,
        statusText: 'Made',
        headers: [['content-type', 'text/event-stream']],
        headMs: expect.any(Number),
        decoded: false,
        body: 'data: 1\n\ndata: 2\n\n',
        chunks: [
          { bytes: 7, ms: expect.any(Number) },
          { bytes: 11, ms: expect.any(Number) },
        ],
      },
    });
    expect(JSON.parse(JSON.stringify(exchange))).toEqual(exchange);
  });

  test('is asked for as the app did, without what Playhead has added', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(new Response('')));
    const headers = { authorization: 'a', [CALLER_HEADER]: '1' };
    await exchangeOf(post({ headers, credentials: 'include' }), fetch);
    const [url, init] = fetch.mock.calls[0]! as unknown as [string, RequestInit];
    expect(url).toBe(URL_AT);
    expect(init).toMatchObject({ method: 'POST', credentials: 'include', signal });
    expect(new TextDecoder().decode(init.body as Uint8Array)).toBe('{"stream":true}');
    expect(Object.keys(Object.fromEntries(init.headers as Headers))).toEqual([
      'authorization',
      'content-type',
    ]);
  });

  test("gets past MSW's service worker, and is recorded without the header for that", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(new Response('')));
    const request = post({ headers: { accept: '*/*' } });
    const exchange = await exchangeOf(request, fetch, { pastWorker: true });
    const [, init] = fetch.mock.calls[0]! as unknown as [string, { headers: Headers }];
    expect(init.headers.get('accept')).toBe('*/*, msw/passthrough');
    expect(exchange!.request.headers).toContainEqual(['accept', '*/*']);
  });

  test('leaves the request of the app unread', async () => {
    const request = post();
    await exchangeOf(request, () => new Response(''));
    expect(await request.text()).toBe('{"stream":true}');
  });

  test('keeps bytes that are not a text in base64', async () => {
    const response = new Response(bodyOf([new Uint8Array([0xff, 0]), new Uint8Array([1])]));
    const exchange = await exchangeOf(post(), () => response);
    expect(exchange!.response.body).toEqual({ base64: '/wAB' });
  });

  test('has no chunks where there is no body', async () => {
    const exchange = await exchangeOf(post(), () => new Response(null, { status: 204 }));
    expect(exchange!.response).toMatchObject({ status: 204, body: '', chunks: [] });
  });

  test('says that the body was compressed', async () => {
    const response = new Response('{}', { headers: { 'content-encoding': 'gzip' } });
    const exchange = await exchangeOf(post(), () => response);
    expect(exchange!.response.decoded).toBe(true);
  });

  test('is dropped where the app aborts before the head', async () => {
    const controller = new AbortController();
    const fetch = () => {
      controller.abort(new Error('stop'));
      return Promise.reject(controller.signal.reason as Error);
    };
    expect(await exchangeOf(post(), fetch, { signal: controller.signal })).toBeUndefined();
  });

  test('is dropped where the app aborts within the body', async () => {
    const controller = new AbortController();
    const body = bodyOf(['data: 1\n\n'], new Error('aborted'));
    const fetch = () => {
      controller.abort();
      return new Response(body);
    };
    expect(await exchangeOf(post(), fetch, { signal: controller.signal })).toBeUndefined();
  });

  test.each<[string, () => unknown, string]>([
    [
      'nobody answers',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'Failed to fetch. The provider does not answer, or does not allow requests from',
    ],
    [
      'the body breaks off',
      () => new Response(bodyOf(['data'], new TypeError('network error'))),
      'network error. The provider',
    ],
    [
      'the page may not read the response',
      () => Object.defineProperty(new Response(''), 'type', { value: 'opaque' }),
      "the page sent it with mode: 'no-cors', so its response cannot be read. Send it with mode: 'cors'",
    ],
    [
      'the app takes no redirect',
      () => Object.defineProperty(new Response(''), 'type', { value: 'opaqueredirect' }),
      "the page sent it with redirect: 'manual', so its response cannot be read. Send it with",
    ],
  ])('fails where %s, with the address but not its key', async (_case, fetch, reason) => {
    const failure = await exchangeOf(post(), fetch).catch((error: unknown) => error);
    const { message } = failure as Error;
    expect(message).toContain(
      `Cannot record POST https://api.example.com/v1/chat/completions?key=…: ${reason}`,
    );
    expect(message).not.toContain('secret');
  });

  test.each(['opaque', 'opaqueredirect'])('does not blame CORS where it is %s', async (type) => {
    const response = Object.defineProperty(new Response(''), 'type', { value: type });
    const failure = await exchangeOf(post(), () => response).catch((error: unknown) => error);
    expect((failure as Error).message).not.toContain('CORS');
    expect((failure as Error).message).toMatch(/or record with carrier: 'server'\.$/);
  });
});
