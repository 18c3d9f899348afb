import type { Cassette } from 'playhead';

/** A completion of the OpenAI kind, as it goes over the wire. */
export interface Completion {
  /** Server-sent events of about 280 bytes each; the last one is `[DONE]`. */
  events: string[];
  /** What it says. */
  text: string;
}

/** How many characters of text an event carries. */
export const CHARACTERS = 8;
export const PROMPT = 'Say the words';

const PADDING = 'x'.repeat(36);
const known = new Map<number, Completion>();

/** A completion of so many events: the role, words, the finish reason and `[DONE]`. */
export function completion(count: number): Completion {
  const made = known.get(count) ?? make(count);
  known.set(count, made);
  return made;
}

/** A recording in which each prompt gets this completion. */
export function cassetteOf(
  { events }: Completion,
  prompts: readonly string[] = [PROMPT],
): Cassette {
  return {
    file: 'bench',
    version: 2,
    interactions: prompts.map((content, id) => ({
      id,
      request: {
        method: 'POST',
        url: 'https://api.openai.com/v1/chat/completions',
        headers: {},
        body: requestBody(content),
      },
      response: {
        code: 200,
        status: '200 OK',
        headers: { 'Content-Type': ['text/event-stream'] },
        body: events.join(''),
      },
    })),
  };
}

export function requestBody(content: string): string {
  return JSON.stringify({ model: 'bench', stream: true, messages: [{ role: 'user', content }] });
}

function make(count: number): Completion {
  const words = Array.from({ length: count - 3 }, (_, at) => `${String(at).padStart(7, 'w')} `);
  const events = [
    chunk({ role: 'assistant', content: '' }),
    ...words.map((content) => chunk({ content })),
    chunk({}, 'stop'),
    'data: [DONE]\n\n',
  ];
  return { events, text: words.join('') };
}

function chunk(delta: object, finish: string | null = null): string {
  const body = {
    id: 'chatcmpl-CbEnchmark0123456789abcdefgh',
    object: 'chat.completion.chunk',
    created: 1761231345,
    model: 'bench',
    system_fingerprint: 'fp_3312304636',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    obfuscation: PADDING,
  };
  return `data: ${JSON.stringify(body)}\n\n`;
}
