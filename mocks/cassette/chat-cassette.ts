import type { Cassette, Interaction } from './cassette.ts';

/** A question, and its answer in the pieces in which it streams. */
export type Exchange = readonly [question: string, answer: string | readonly string[]];

const URL = 'https://api.openai.com/v1/chat/completions';

/**
 * Makes a cassette of a conversation in words: each question asks with all that was said before.
 * It speaks OpenAI chat completions.
 *
 * @param options.url where it is asked. Default: OpenAI's
 * @param options.name the cassette's name in messages
 * @example
 * test.use({ cassette: chatCassette([['Hi', ['Hello', ' there.']]]) });
 */
export function chatCassette(
  exchanges: readonly Exchange[],
  { url = URL, name = 'made up' }: { url?: string; name?: string } = {},
): Cassette {
  const said: { role: string; content: string }[] = [];
  const interactions = exchanges.map(([question, answer], id): Interaction => {
    const pieces = [answer].flat();
    said.push({ role: 'user', content: question });
    const body = JSON.stringify({ stream: true, messages: said });
    said.push({ role: 'assistant', content: pieces.join('') });
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
  const event = { id: 'made-up', object: 'chat.completion.chunk', created: 0, model: 'none' };
  return `data: ${JSON.stringify({ ...event, choices })}\n\n`;
}
