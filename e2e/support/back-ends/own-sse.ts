import express from 'express';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Question } from './parts/message.ts';
import { ownEvent, startEvents } from './parts/own-events.ts';
import { signalOfClose } from './parts/signal-of-close.ts';

/** Asks by the SDK of OpenAI, and answers in events of its own: `delta`, then `done` or `failed`. */
export function ownSse({ app, modelUrl }: Place): void {
  app.post('/chat', express.json(), async (request, response) => {
    const { text } = request.body as Question;
    const signal = signalOfClose(response);
    startEvents(response);
    for await (const message of askModel({ modelUrl, text, headers: request.headers, signal })) {
      response.write(ownEvent(message));
    }
    response.end();
  });
}
