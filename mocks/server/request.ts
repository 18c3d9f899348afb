import type { Request, Response } from 'express';
import type { CompletionRequest } from '../player/channel.ts';
import { readPrefix } from './test-id.ts';

/** Reads a request as the engine takes it. */
export function completionRequest(request: Request): CompletionRequest {
  const { method, headers, originalUrl } = request;
  const host = headers.host ?? 'localhost';
  const url = URL.canParse(originalUrl)
    ? originalUrl
    : `${request.protocol}://${host}${originalUrl}`;
  const all = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const body = Buffer.isBuffer(request.body) ? request.body.toString() : '';
  const sent = { method, url, headers: Object.fromEntries(all), body, fromWorker: false };
  return readPrefix(sent);
}

/** Returns a signal that aborts when the client has left before the response has ended. */
export function abandonedSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort('the connection was closed');
  });
  return controller.signal;
}
