import express from 'express';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Message, Question } from './parts/message.ts';

/** Is one line of the answer. */
export type Line =
  | { type: 'token'; token: string }
  | { type: 'end' }
  | { type: 'error'; error: string };

/**
 * Answers in lines of JSON. Does not pass on a cancel, as many back ends do not: the model goes on
 * when the page has gone.
 */
export function ndjson({ app, modelUrl }: Place): void {
  app.post('/chat', express.json(), async (request, response) => {
    const { text } = request.body as Question;
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    response.flushHeaders();
    for await (const message of askModel({ modelUrl, text, headers: request.headers })) {
      response.write(`${JSON.stringify(lineOf(message))}\n`);
    }
    response.end();
  });
}

function lineOf(message: Message): Line {
  if (message.type === 'delta') return { type: 'token', token: message.text };
  if (message.type === 'failed') return { type: 'error', error: message.reason };
  return { type: 'end' };
}
