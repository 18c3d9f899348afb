import type { Cassette, Interaction } from 'playhead';

// Builds cassettes of OpenAI chat completions for what `chatCassette` cannot say: any delta, any event,
// and none before the text.

export const ENDPOINT = 'https://api.example.com/v1/chat/completions';

/** Makes the body of a request with one message. */
export function question(text: string): string {
  return JSON.stringify({ stream: true, messages: [{ role: 'user', content: text }] });
}

export const QUESTION = question('Hi');

/** Makes an event with one choice. */
export function event(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

/** Makes the events of a text answer. */
export function textEvents(...texts: string[]): string[] {
  return [...texts.map((content) => event({ content })), event({}, 'stop'), 'data: [DONE]\n\n'];
}

export function interaction(prompt: string, events: readonly string[]): Interaction {
  return {
    id: 0,
    request: { method: 'POST', url: ENDPOINT, headers: {}, body: question(prompt) },
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
