import type { Request, Response } from 'express';
import { rendererFiles, rendererPage } from '../pages/renderer-files.ts';
import { aiSdk } from './ai-sdk.ts';
import type { BackEnd } from './back-end.ts';
import { batched } from './batched.ts';
import { eventSource } from './event-source.ts';
import { ndjson } from './ndjson.ts';
import { ownSse } from './own-sse.ts';
import { passThrough } from './pass-through.ts';
import { type RunningBackEnd, serveBackEnd } from './serve-back-end.ts';
import { socketIo } from './socket-io.ts';
import { webSocket } from './web-socket.ts';
import { whole } from './whole.ts';

const BACK_ENDS = {
  'pass-through': passThrough,
  'own-sse': ownSse,
  ndjson,
  'ai-sdk': aiSdk,
  'socket-io': socketIo,
  'web-socket': webSocket,
  'event-source': eventSource,
  batched,
  whole,
} satisfies Record<string, BackEnd>;

export type BackEndName = keyof typeof BACK_ENDS;

/** Lists all back ends. A page reads each by the transport of the same name. */
export const backEndNames = Object.keys(BACK_ENDS) as BackEndName[];

/** Serves the toy pages and the routes of that back end, on a free port. */
export function startBackEnd(name: BackEndName, modelUrl: string): Promise<RunningBackEnd> {
  return serveBackEnd((place) => {
    BACK_ENDS[name](place);
    place.app.get('/:name', servePage);
  }, modelUrl);
}

/** Serves the page of a renderer, or a script. Bundles them only now: not every user has a page. */
async function servePage({ params }: Request<{ name: string }>, response: Response): Promise<void> {
  const files = await rendererFiles('with-transports');
  const script = files.get(params.name);
  if (script !== undefined) response.type('text/javascript').send(script);
  else if (files.has(`${params.name}.js`)) response.type('html').send(rendererPage(params.name));
  else response.sendStatus(404);
}
