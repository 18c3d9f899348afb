import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { NULL_BODY } from '../cassette/cassette.ts';
import type { PlayerResponse } from '../player/player.ts';
import {
  missResponse,
  type RequestHeaders,
  type ResponseHead,
  responseHead,
} from '../replay/response-head.ts';
import type { Playback } from '../stream/playback.ts';

/** Sends an answer; resolves when the response has ended or its connection is closed. */
export async function sendAnswer(
  response: ServerResponse,
  answer: PlayerResponse,
  request: RequestHeaders,
): Promise<void> {
  if ('miss' in answer) {
    const { head, body } = missResponse(answer.miss, request);
    sendJson(response, head, body);
    return;
  }
  const { head, playback } = answer;
  if (!head) {
    response.destroy();
    return;
  }
  sendHead(response, responseHead(head, request));
  if (NULL_BODY.has(head.code)) {
    response.end();
    return;
  }
  response.flushHeaders(); // a held stream may send no event for long
  await sendBody(response, playback);
}

export function sendHead(
  response: ServerResponse,
  { status, statusText, headers }: ResponseHead,
): void {
  response.writeHead(status, statusText, headers.flat());
}

export function sendJson(response: ServerResponse, head: ResponseHead, body: object): void {
  const headers: ResponseHead['headers'] = [...head.headers, ['content-type', 'application/json']];
  sendHead(response, { ...head, headers });
  response.end(JSON.stringify(body));
}

/** Refuses what has come by a bare connection, and closes it. */
export function refuse(socket: Duplex, status: string, text = ''): void {
  socket.on('error', () => {}); // the client may have left
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(text)}`;
  socket.end(`${head}\r\n\r\n${text}`, () => socket.destroy()); // else it stays half open
}

/** Writes each chunk by itself, when the one before has left this process. */
async function sendBody(response: ServerResponse, { body }: Playback): Promise<void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      // Waits until this chunk is flushed before reading the next.
      await new Promise((flushed) => response.write(value, flushed));
    }
    response.end();
  } catch {
    response.destroy(); // a lost connection, on purpose
  }
}
