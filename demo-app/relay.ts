import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';

/** Lists headers that belong to one connection and must not be forwarded. */
const OWN = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

/**
 * Sends requests of the page on to a model, and its answers back as they come. The page's headers go
 * with them, those of the trace included.
 * @param modelUrl the address of the model; the rest of the path follows it
 */
export function relay(modelUrl: string): RequestHandler {
  return async (request, response) => {
    const left = new AbortController();
    response.on('close', () => left.abort());
    try {
      const answer = await fetch(`${modelUrl}${request.url}`, {
        method: request.method,
        headers: others(Object.entries(request.headers as Record<string, string>)),
        body: await bodyOf(request),
        signal: left.signal,
      });
      await sendOn(answer, response);
    } catch {
      response.destroy(); // as if the page itself had lost the model
    }
  };
}

/** Sends a response of `fetch` on, as it comes; one that breaks off breaks off for the page as well. */
export async function sendOn(answer: globalThis.Response, response: Response): Promise<void> {
  response.status(answer.status).setHeaders(new Headers(others([...answer.headers])));
  response.flushHeaders();
  await pipeline(Readable.fromWeb(answer.body! as never), response).catch(() => {});
}

function others(headers: [name: string, value: string][]): [string, string][] {
  return headers.filter(([name]) => !OWN.has(name));
}

async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  return Buffer.concat((await request.toArray()) as Buffer[]);
}
