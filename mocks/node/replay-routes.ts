import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { cassetteFile, cassetteNames, readCassette } from './cassette-files.ts';

/** A Connect middleware, for express, Vite and plain `node:http`. */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

const LIST = '/playhead/cassettes.json';
const CASSETTE = /^\/playhead\/cassettes\/(.+)\.json$/;
const WORKER = '/mockServiceWorker.js';

/**
 * Serves the files that a page needs for replay: MSW's worker script, the list of cassettes, and each
 * cassette as JSON. Parses the YAML here, so that no page has to load the parser.
 *
 * @param folder the folder of the cassettes
 * @throws PlayheadError if a cassette cannot be read, before anything is served: the codes of
 *   `readCassette`.
 * @example
 * app.use(replayRoutes('cassettes')); // express, or server.middlewares.use in a Vite plugin
 */
export function replayRoutes(folder: string): Middleware {
  for (const name of cassetteNames(folder)) readCassette(cassetteFile(folder, name));
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = CASSETTE.exec(pathname)?.[1];
    if (request.method !== 'GET') next();
    else if (pathname === WORKER) sendWorkerScript(response);
    else if (pathname === LIST)
      send(response, 'application/json', JSON.stringify(cassetteNames(folder)));
    else if (name !== undefined) sendCassette(response, folder, decode(name));
    else next();
  };
}

function sendCassette(response: ServerResponse, folder: string, name: string): void {
  try {
    if (!cassetteNames(folder).includes(name)) {
      const message = `Cassette "${name}" not found. ${LIST} lists all cassettes.`;
      return send(response, 'text/plain', message, 404);
    }
    send(response, 'application/json', JSON.stringify(readCassette(cassetteFile(folder, name))));
  } catch (error) {
    send(response, 'text/plain', error instanceof Error ? error.message : String(error), 500);
  }
}

/** Decodes a name; keeps an invalid encoding, which then names no cassette and is not found. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.statusCode = status;
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('cache-control', 'no-store');
  response.end(body);
}

/** Sends the script of the MSW that is installed beside this package. */
function sendWorkerScript(response: ServerResponse): void {
  try {
    const file = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
    send(response, 'text/javascript', readFileSync(file, 'utf8'));
  } catch {
    const message = `Cannot serve ${WORKER}: msw is missing. Run npm install --save-dev msw.`;
    send(response, 'text/plain', message, 500);
  }
}
