import { setupServer } from 'msw/node';
import { onTestFinished } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { cassetteHandlers } from '../msw/handlers.ts';
import type { HandlerOptions } from '../msw/handlers.ts';
import { user } from './samples.ts';

export const server = setupServer();

/** Answers requests by cassettes until the test ends. */
export function serve(cassettes: Cassette | Cassette[], options?: HandlerOptions): void {
  server.listen({ onUnhandledRequest: 'bypass' });
  onTestFinished(() => server.close());
  server.resetHandlers(...cassetteHandlers(cassettes, options));
}

export const COMPLETIONS = 'https://api.example.com/v1/chat/completions';
export const post = (body: unknown, url = COMPLETIONS, headers = {}) =>
  fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
export const ask = async (text: string, more: object = {}, url = COMPLETIONS) => {
  const response = await post({ messages: [user(text)], stream: true, ...more }, url);
  const pieces = [...(await response.text()).matchAll(/"content":"(.*?)"/g)];
  return pieces.length > 0 ? pieces.map(([, piece]) => piece).join('') : response.status;
};
