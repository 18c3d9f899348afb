import type { Message } from '../../back-ends/parts/message.ts';
import type { Line } from '../../back-ends/ndjson.ts';
import { Answer } from '../parts/answer.ts';
import { post } from '../parts/post.ts';
import type { Ask } from '../parts/reading.ts';

/** Reads lines of JSON. */
export const ask: Ask = async (show, reading) => {
  const { body } = await post('/chat', { text: 'Hi' });
  const answer = new Answer(show, reading);
  const decoder = new TextDecoder();
  let rest = '';
  await answer.read(body!, (bytes) => {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) answer.take(messageOf(JSON.parse(line) as Line));
  });
};

function messageOf(line: Line): Message {
  if (line.type === 'token') return { type: 'delta', text: line.token };
  if (line.type === 'error') return { type: 'failed', reason: line.error };
  return { type: 'done' };
}
