import { createParser } from 'eventsource-parser';
import { Answer } from '../parts/answer.ts';
import { post } from '../parts/post.ts';
import type { Ask } from '../parts/reading.ts';

interface Chunk {
  choices: { delta: { content?: string } }[];
}

/** Reads the events of the API itself. */
export const ask: Ask = async (show, reading) => {
  const messages = [{ role: 'user', content: 'Hi' }];
  const { body } = await post('/chat', { model: 'toy', stream: true, messages });
  const answer = new Answer(show, reading);
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return answer.take({ type: 'done' });
      const text = (JSON.parse(data) as Chunk).choices[0]?.delta.content ?? '';
      answer.take({ type: 'delta', text });
    },
  });
  const decoder = new TextDecoder();
  await answer.read(body!, (bytes) => parser.feed(decoder.decode(bytes, { stream: true })));
};
