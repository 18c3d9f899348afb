import { describe, expect, test } from 'vitest';
import { interaction, streamOfText } from '../test/samples.ts';
import { deliveryOf } from './delivery.ts';

const SSE = streamOfText('Hello');

describe('deliveryOf', () => {
  test('gives what was recorded, and closes after it', () => {
    const { response } = interaction([], 'data: 1\n\ndata: 2\n\n');
    expect(deliveryOf({ ...response, status: '200 OK' })).toMatchObject({
      head: { code: 200, status: '200 OK', headers: response.headers },
      events: [{ raw: 'data: 1\n\n' }, { raw: 'data: 2\n\n' }],
      end: 'close',
    });
    expect(deliveryOf(response).head).not.toHaveProperty('status');
  });

  test.each([
    ['adds the type of the body', SSE, { Via: ['a'] }, { 'Content-Type': ['text/event-stream'] }],
    ['keeps a type, whatever the case of its name', SSE, { 'content-type': ['text/plain'] }, {}],
    ['adds no type for a body of an unknown one', 'Hello', { Via: ['a'] }, {}],
  ])('%s', (_name, body, headers, added) => {
    const { head } = deliveryOf({ code: 200, headers, body });
    expect(head?.headers).toEqual({ ...headers, ...added });
  });
});
