import type { ServerResponse } from 'node:http';
import type { Message } from './message.ts';

/** Opens a stream of server-sent events, before there is one: the page sees that it is answered. */
export function startEvents(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
}

/** Writes a message as an event of our own envelope. */
export function ownEvent({ type, ...data }: Message): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
