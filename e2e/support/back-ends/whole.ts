import express from 'express';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Question } from './parts/message.ts';
import { signalOfClose } from './parts/signal-of-close.ts';

/** Answers in one JSON, once the model is done. */
export function whole({ app, modelUrl }: Place): void {
  app.post('/chat', express.json(), async (request, response) => {
    const { text } = request.body as Question;
    const signal = signalOfClose(response);
    let answer = '';
    for await (const message of askModel({ modelUrl, text, headers: request.headers, signal })) {
      if (message.type === 'delta') answer += message.text;
      else if (message.type === 'failed') response.status(502).json({ error: message.reason });
      else response.json({ text: answer });
    }
  });
}
