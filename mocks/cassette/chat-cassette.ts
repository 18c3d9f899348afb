import type { Cassette, Interaction } from './cassette.ts';

/** A question and its answer, as one text or as the pieces that stream one by one. */
export type Exchange = readonly [question: string, answer: string | readonly string[]];

const URL = 'https://api.openai.com/v1/chat/completions';

/**
 * Makes a synthetic cassette of a conversation: one request a question, each with all the messages
 * before it, in the format of OpenAI chat completions.
 *
 * @param options.url the URL of the requests. Default: OpenAI's
 * @param options.name the cassette's name in messages. Default: `synthetic`
 * @example
 * test.use({ cassette: chatCassette([['Hi', ['Hello', ' there.']]]) });
 */
export function chatCassette(
  exchanges: readonly Exchange[],
  { url = URL, name = 'synthetic' }: { url?: string; name?: string } = {},
): Cassette {
  const messages: { role: string; content: string }[] = [];
  const interactions = exchanges.map(([question, answer], id): Interaction => {
    const pieces = [answer].flat();
    messages.push({ role: 'user', content: question });
    const body = JSON.stringify({ stream: true, messages });
    messages.push({ role: 'assistant', content: pieces.join('') });
    return {
      id,
      request: { method: 'POST', url, headers: {}, body },
      response: {
        code: 200,
        headers: { 'Content-Type': ['text/event-stream'] },
        body: [...pieces.map((content) => chunk({ content })), chunk({}, 'stop'), DONE].join(''),
      },
    };
  });
  return { file: name, version: 2, interactions };
}

const DONE = 'data: [DONE]\n\n';

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  const event = { id: 'synthetic', object: 'chat.completion.chunk', created: 0, model: 'none' };
  return `data: ${JSON.stringify({ ...event, choices })}\n\n`;
}
