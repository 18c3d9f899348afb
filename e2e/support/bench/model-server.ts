import { createServer, type Server } from 'node:http';
import { listen } from '../listen.ts';

/** Starts a server as a team writes it by hand: it answers anything with these events, one by one. */
export async function startModelServer(body: string): Promise<{ url: string; server: Server }> {
  const events = body.split(/(?<=\n\n)/);
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = (at: number): void => {
      if (at === events.length) response.end();
      else response.write(events[at], () => next(at + 1));
    };
    next(0);
  });
  return { url: await listen(server), server };
}
