import express from 'express';
import type { Place } from './back-end.ts';
import { reasonOf } from './parts/reason-of.ts';
import { signalOfClose } from './parts/signal-of-close.ts';
import { traceHeaders } from './parts/trace-headers.ts';

/** Hands on the bytes of the model as they come, and its errors as they are. */
export function passThrough({ app, modelUrl }: Place): void {
  app.post('/chat', express.text({ type: 'application/json' }), async (request, response) => {
    const signal = signalOfClose(response);
    try {
      const answer = await fetch(`${modelUrl}/chat/completions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...traceHeaders(request.headers) },
        body: request.body as string,
        signal,
      });
      response.writeHead(answer.status, {
        'Content-Type': answer.headers.get('Content-Type') ?? 'application/octet-stream',
      });
      response.flushHeaders();
      for await (const bytes of answer.body ?? []) response.write(bytes);
      response.end();
    } catch (error) {
      if (signal.aborted) return;
      // Too late for an error of the API once its answer has begun: the page sees it break off.
      if (response.headersSent) response.destroy();
      else response.status(502).json({ error: { message: reasonOf(error) } });
    }
  });
}
