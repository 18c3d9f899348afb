import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai';
import { Answer } from '../parts/answer.ts';
import type { Ask } from '../parts/reading.ts';

/** Reads by the AI SDK, which gives the message so far over and over. */
export const ask: Ask = async (show, reading) => {
  const stream = await new DefaultChatTransport({ api: '/chat' }).sendMessages({
    trigger: 'submit-message',
    chatId: 'toy',
    messageId: undefined,
    messages: [{ id: 'question', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
    abortSignal: undefined,
  });
  const answer = new Answer(show, reading);
  let known = 0;
  await answer.read(readUIMessageStream({ stream, terminateOnError: true }), (message) => {
    const text = textOf(message);
    answer.take({ type: 'delta', text: text.slice(known) });
    known = text.length;
  });
  answer.take({ type: 'done' });
};

function textOf({ parts }: UIMessage): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
