import express from 'express';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Question } from './parts/message.ts';
import { ownEvent, startEvents } from './parts/own-events.ts';
import { signalOfClose } from './parts/signal-of-close.ts';

const EVERY_MS = 100;

/** Answers as `own-sse` does, but in one event for all that has come within 100 ms. */
export function batched({ app, modelUrl }: Place): void {
  app.post('/chat', express.json(), async (request, response) => {
    const { text } = request.body as Question;
    const signal = signalOfClose(response);
    let waiting = '';
    let timer: NodeJS.Timeout | undefined;
    const flush = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (waiting) response.write(ownEvent({ type: 'delta', text: waiting }));
      waiting = '';
    };
    startEvents(response);
    for await (const message of askModel({ modelUrl, text, headers: request.headers, signal })) {
      if (message.type === 'delta') {
        waiting += message.text;
        timer ??= setTimeout(flush, EVERY_MS);
      } else {
        flush();
        response.write(ownEvent(message));
      }
    }
    clearTimeout(timer);
    response.end();
  });
}
