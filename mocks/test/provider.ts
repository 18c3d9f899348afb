import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { bodyBytes } from '../wire/body.ts';
import { streamOfText } from './samples.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Starts a provider until the test ends; returns its address. */
export async function startProvider(answer: Answer): Promise<string> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers as the interactions say, one after another, with the bytes cut at random. */
export function playing({ interactions }: Cassette): Answer {
  const left = [...interactions];
  return async (_request, response) => {
    const { code, headers, body } = left.shift()!.response;
    response.writeHead(
      code,
      Object.entries(headers).flatMap(([name, all]) => all.flatMap((each) => [name, each])),
    );
    const bytes = bodyBytes(body);
    for (let at = 0; at < bytes.length;) {
      const size = randomInt(1, 400);
      // Writes each piece as a chunk of its own.
      await new Promise((sent) => response.write(bytes.subarray(at, at + size), sent));
      at += size;
    }
    response.end();
  };
}

export const SSE = { 'Content-Type': 'text/event-stream' };
export const answering =
  (text: string): Answer =>
  (_request, response) =>
    void response.writeHead(200, SSE).end(streamOfText(text));
