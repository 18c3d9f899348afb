import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { completion } from './completion.ts';

const CHAT = readFileSync(path.join(import.meta.dirname, 'chat.html'));
const EMPTY = '<!doctype html><title>Empty</title><script>var ran = true;</script>';

/**
 * The pages that are measured, and a server that streams: `POST /server?events=2000` writes each
 * event. Completions at `/v1` are not answered: whoever stands in for the provider has to.
 */
export async function openSite(): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    if (pathname === '/server') {
      const { events } = completion(Number(searchParams.get('events')));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      void pipeline(Readable.from(events), response).catch(() => {}); // the page has gone
      return;
    }
    const page = { '/': CHAT, '/empty': EMPTY }[pathname];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html' }).end(page);
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
