import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { Interaction } from 'playhead';
import { cassetteFile, readCassette } from 'playhead/node';
import { listen } from './listen.ts';
import { blankPage } from './pages/blank.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../cassettes');

/** What a page has to send: as a provider, the server answers no one else. */
export const KEY = 'Bearer not-a-real-key';

/** Begins the path of requests whose responses never end. */
export const ENDLESS = '/endless';

/** Where the paths of all requests are listed. */
export const ASKED = '/asked';

/** Reads the interactions of a cassette of the repository. */
export function interactionsOf(name: string): Interaction[] {
  return readCassette(cassetteFile(FOLDER, name)).interactions;
}

/** Returns the address of a recorded request at the provider: `/<cassette>` comes before its path. */
export function addressAt(provider: string, name: string, { request }: Interaction): string {
  const { pathname, search } = new URL(request.url);
  return `${provider}/${name}${pathname}${search}`;
}

/**
 * Plays the role of the provider: answers as the cassettes do, in chunks that are cut anywhere. The cuts
 * are the same each time.
 */
export async function startProvider() {
  const random = createRandom(7);
  const requests: string[] = [];
  const pages = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(blankPage());
  });
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    if (request.method === 'OPTIONS') return void response.end();
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = new URL(request.url!, 'http://provider.example');
    if (url.pathname === ASKED) return void response.end(requests.join('\n'));
    requests.push(url.pathname);
    if (request.headers.authorization !== KEY) return void response.writeHead(401).end();
    if (url.pathname.startsWith(ENDLESS)) return void response.writeHead(200).write('data: 1\n\n');
    const found = findInteraction(url, Buffer.concat(pieces).toString());
    if (!found) return void response.writeHead(404).end('no such recording');
    return answer(response, found, random);
  }

  const server = createServer((request, response) => void respond(request, response));
  return {
    url: await listen(server),
    /** Where a page is that can ask: one of this machine, as a browser keeps others from it. */
    app: await listen(pages),
    close() {
      for (const each of [server, pages]) {
        each.closeAllConnections();
        each.close();
      }
    },
  };
}

function findInteraction({ pathname, search }: URL, body: string): Interaction | undefined {
  const [, one, two, three, ...rest] = pathname.split('/');
  const isHandmade = one === 'handmade';
  const name = isHandmade ? `${one}/${two}/${three}` : `${one}/${two}`;
  const recorded = `/${[...(isHandmade ? [] : [three]), ...rest].join('/')}${search}`;
  return interactionsOf(name).find(({ request }) => {
    const asked = new URL(request.url);
    return asked.pathname + asked.search === recorded && request.body === body;
  });
}

async function answer(
  response: ServerResponse,
  { response: { code, headers, body } }: Interaction,
  random: () => number,
): Promise<void> {
  const type = headers['Content-Type'] ?? headers['content-type'] ?? ['text/event-stream'];
  response.writeHead(code, { 'content-type': type, date: 'today', 'x-request-id': 'of-this-one' });
  let rest = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.base64, 'base64');
  while (rest.length > 0) {
    const size = 1 + Math.floor(random() * 400);
    response.write(rest.subarray(0, size));
    rest = rest.subarray(size);
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

/** Makes numbers from 0 to 1: https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
