import { Answer } from '../parts/answer.ts';
import { post } from '../parts/post.ts';
import type { Ask } from '../parts/reading.ts';

/** Shows all at once: there is nothing before. */
export const ask: Ask = async (show, reading) => {
  const { text } = (await (await post('/chat', { text: 'Hi' })).json()) as { text: string };
  const answer = new Answer(show, reading);
  answer.take({ type: 'delta', text });
  answer.take({ type: 'done' });
};
