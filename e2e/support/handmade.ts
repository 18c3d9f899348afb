import type { Cassette, Interaction } from 'playhead';

/** Cassettes made in a spec: one question, one answer, one trait. */

export const ENDPOINT = 'https://api.example.com/v1/chat/completions';

/** The request that asks a question. */
export function question(text: string): string {
  return JSON.stringify({ stream: true, messages: [{ role: 'user', content: text }] });
}

export const QUESTION = question('Hi');

/** An event of a stream with one choice. */
export function event(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

/** The events of an answer in words. */
export function words(...texts: string[]): string[] {
  return [...texts.map((content) => event({ content })), event({}, 'stop'), 'data: [DONE]\n\n'];
}

export function interaction(asked: string, events: readonly string[]): Interaction {
  return {
    id: 0,
    request: { method: 'POST', url: ENDPOINT, headers: {}, body: question(asked) },
    response: {
      code: 200,
      headers: { 'Content-Type': ['text/event-stream'] },
      body: events.join(''),
    },
  };
}

export function cassette(...interactions: Interaction[]): Cassette {
  return { file: 'handmade', version: 2, interactions };
}
