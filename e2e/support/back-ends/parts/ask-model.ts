import type { IncomingHttpHeaders } from 'node:http';
import OpenAI from 'openai';
import type { Message } from './message.ts';
import { reasonOf } from './reason-of.ts';
import { traceHeaders } from './trace-headers.ts';

/** Says what to ask the model, and on behalf of which request. */
export interface Asking {
  modelUrl: string;
  text: string;
  /** Holds the headers of the page's request. */
  headers: IncomingHttpHeaders;
  /** Cancels the request to the model: what comes then ends without a last message. */
  signal?: AbortSignal;
}

/** Asks by the SDK of OpenAI. Does not throw: an envelope is to carry the error to the page. */
export async function* askModel({
  modelUrl,
  text,
  headers,
  signal,
}: Asking): AsyncGenerator<Message> {
  // One request, one error: a second try would ask for a second recorded answer.
  const client = new OpenAI({ baseURL: modelUrl, apiKey: 'none', maxRetries: 0 });
  try {
    const chunks = await client.chat.completions.create(
      { model: 'toy', stream: true, messages: [{ role: 'user', content: text }] },
      { headers: traceHeaders(headers), signal },
    );
    for await (const chunk of chunks) {
      const piece = chunk.choices[0]?.delta.content;
      if (piece) yield { type: 'delta', text: piece };
    }
    if (!signal?.aborted) yield { type: 'done' };
  } catch (error) {
    if (!signal?.aborted) yield { type: 'failed', reason: reasonOf(error) };
  }
}
