import { randomUUID } from 'node:crypto';
import express from 'express';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Question } from './parts/message.ts';
import { ownEvent, startEvents } from './parts/own-events.ts';
import { Run } from './parts/run.ts';

/** Stays below the time after which a run that nobody reads is given up. */
const RETRY_MS = 100;

/** Starts runs, and lets each be read as events: from its beginning, or on from the last id. */
export function eventSource({ app, modelUrl }: Place): void {
  const runs = new Map<string, Run>();

  app.post('/runs', express.json(), ({ body, headers }, response) => {
    const { text } = body as Question;
    const id = randomUUID();
    runs.set(id, new Run((signal) => askModel({ modelUrl, text, headers, signal })));
    response.status(201).json({ id });
  });

  app.get('/runs/:id/events', ({ params, headers }, response) => {
    const run = runs.get(params.id);
    if (!run) {
      response.sendStatus(404);
      return;
    }
    startEvents(response);
    response.write(`retry: ${RETRY_MS}\n\n`);
    const stop = run.read(Number(headers['last-event-id'] ?? 0), (id, message) => {
      response.write(`id: ${id}\n${ownEvent(message)}`);
      if (message.type !== 'delta') response.end();
    });
    response.once('close', stop);
  });
}
