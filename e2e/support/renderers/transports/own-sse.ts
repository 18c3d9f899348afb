import { createParser } from 'eventsource-parser';
import type { Message } from '../../back-ends/parts/message.ts';
import { Answer } from '../parts/answer.ts';
import { post } from '../parts/post.ts';
import type { Ask } from '../parts/reading.ts';

/** Reads events whose names say what they are. */
export const ask: Ask = async (show, reading) => {
  const { body } = await post('/chat', { text: 'Hi' });
  const answer = new Answer(show, reading);
  const parser = createParser({
    onEvent: ({ event, data }) =>
      answer.take({ type: event, ...(JSON.parse(data) as object) } as Message),
  });
  const decoder = new TextDecoder();
  await answer.read(body!, (bytes) => parser.feed(decoder.decode(bytes, { stream: true })));
};
