import { describe, expect, test } from 'vitest';
import { bodyOf } from '../wire/body.ts';
import { type CapturedExchange, interactionOf, type ReceivedResponse } from './exchange.ts';

const SSE = [['content-type', 'text/event-stream']] as const;

function exchange(response: Partial<ReceivedResponse>): CapturedExchange {
  return {
    request: {
      method: 'POST',
      url: 'https://api.example.com/v1/chat/completions',
      headers: [['content-type', 'application/json']],
      body: '{"a":"°"}',
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: SSE,
      headMs: 12.4,
      body: 'data: 1\n\ndata: 2\n\ndata: 3\n\n',
      decoded: false,
      chunks: [],
      ...response,
    },
  };
}

describe('interactionOf', () => {
  test('has what go-vcr writes, and spells headers as it does', () => {
    expect(interactionOf(exchange({ httpVersion: '2.0' }), 3)).toMatchObject({
      id: 3,
      request: {
        proto: 'HTTP/1.1',
        content_length: 10, // bytes, not characters
        host: 'api.example.com',
        headers: { 'Content-Type': ['application/json'] },
      },
      response: {
        proto: 'HTTP/2.0',
        proto_major: 2,
        status: '200 OK',
        code: 200,
        duration: '12ms',
      },
    });
  });

  test('says that a body was compressed', () => {
    expect(interactionOf(exchange({ decoded: true })).response.uncompressed).toBe(true);
    expect(interactionOf(exchange({})).response).not.toHaveProperty('uncompressed');
  });

  test.each([
    ['one an event', [9, 9, 9], [5, 20.6, 30], [5, 21, 30]],
    ['joined', [27], [7], [7, 7, 7]],
    ['cut within events', [4, 10, 4, 9], [1, 2, 3, 4], [2, 3, 4]],
    ['cut at the last byte', [8, 1, 17, 1], [1, 2, 3, 4], [2, 3, 4]],
  ])('gives each event the time of its last byte: %s', (_name, sizes, times, expected) => {
    const chunks = sizes.map((bytes, at) => ({ bytes, ms: times[at]! }));
    const { response } = interactionOf(exchange({ chunks }));
    expect(response.event_times).toEqual(expected);
    expect(response.chunk_sizes).toEqual(sizes);
  });

  test('keeps no times of what is not a stream', () => {
    const headers = [['content-type', 'application/json']] as const;
    const { response } = interactionOf(
      exchange({ headers, body: '{}', chunks: [{ bytes: 2, ms: 1 }] }),
    );
    expect(response).not.toHaveProperty('event_times');
    expect(response).not.toHaveProperty('chunk_sizes');
  });

  test('keeps bytes that are not text', () => {
    const body = bodyOf(new Uint8Array([255, 254]));
    expect(interactionOf(exchange({ body })).response.body).toEqual(body);
  });
});
