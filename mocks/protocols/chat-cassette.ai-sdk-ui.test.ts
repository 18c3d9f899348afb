import {
  DefaultChatTransport,
  getToolName,
  isToolUIPart,
  readUIMessageStream,
  type UIMessage,
} from 'ai';
import { expect, test } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { LOOP, QUESTION, replayingFetch, RESULTS, TEXT } from '../test/replaying-fetch.ts';
import { bodyText } from '../wire/body.ts';
import { chatCassette } from './chat-cassette.ts';
import type { Exchange } from './plan-conversation.ts';

const protocol = 'ai-sdk-ui';

interface Body {
  id: string;
  messages: UIMessage[];
  trigger: 'submit-message';
  messageId?: string;
}

const bodiesOf = ({ interactions }: Cassette) =>
  interactions.map(({ request }) => JSON.parse(bodyText(request.body)) as Body);

/** Plays a cassette as `useChat` does; returns the message after each response. */
async function play(cassette: Cassette): Promise<{ read: UIMessage[]; errors: unknown[] }> {
  const { fetch, sent } = replayingFetch(cassette);
  const api = 'http://localhost/api/chat';
  const transport = new DefaultChatTransport<UIMessage>({ fetch, api });
  const read: UIMessage[] = [];
  const errors: unknown[] = [];
  for (const { id, messages, trigger, messageId } of bodiesOf(cassette)) {
    const stream = await transport.sendMessages({
      chatId: id,
      messages,
      trigger,
      messageId,
      abortSignal: undefined,
    });
    const last = messages.at(-1)!;
    let message: UIMessage | undefined;
    for await (const snapshot of readUIMessageStream({
      stream,
      ...(last.role === 'assistant' && { message: structuredClone(last) }),
      onError: (error) => errors.push(error),
    })) {
      message = snapshot;
    }
    read.push(message!);
  }
  expect(sent.map(({ body }) => body)).toEqual(bodiesOf(cassette));
  return { read, errors };
}

/** Leaves out what a message has only in memory, and the order of its keys. */
const asSent = (message: UIMessage) => JSON.parse(JSON.stringify(message)) as UIMessage;

test('useChat reads the message that the next request sends, with the outputs of its tools', async () => {
  const cassette = chatCassette([...LOOP, ['Thanks', 'Welcome']], { protocol });
  const { read, errors } = await play(cassette);
  expect(errors).toEqual([]);
  const [, second, third] = bodiesOf(cassette);
  const asked = asSent(read[0]!);
  for (const part of asked.parts) {
    if (!isToolUIPart(part)) continue;
    const output = RESULTS[getToolName(part)]!;
    Object.assign(part, { state: 'output-available', output });
  }
  expect(asked).toEqual(second!.messages.at(-1));
  expect(asSent(read[1]!)).toEqual(third!.messages.at(-2));
  expect(read[1]!.id).toBe(read[0]!.id);
  expect(read[2]!.id).not.toBe(read[0]!.id);
});

test('useChat reads steps of a back end that runs its tools', async () => {
  const add = {
    name: 'add',
    arguments: { a: 2, b: 3 },
    providerExecuted: true,
    result: { sum: 5 },
  } as const;
  const exchanges: Exchange[] = [
    [
      QUESTION,
      [
        { text: 'Let me see.', toolCalls: [add] },
        { reasoning: 'So.', text: TEXT },
      ],
    ],
    ['Thanks', 'Welcome'],
  ];
  const cassette = chatCassette(exchanges, { protocol });
  const { read, errors } = await play(cassette);
  expect(errors).toEqual([]);
  expect(asSent(read[0]!)).toEqual(bodiesOf(cassette)[1]!.messages.at(-2));
  expect(read[0]!.parts.map(({ type }) => type)).toEqual([
    'step-start',
    'text',
    'tool-add',
    'step-start',
    'reasoning',
    'text',
  ]);
});

test('useChat shows an error in the stream, after the text before it', async () => {
  const cassette = chatCassette([[QUESTION, { text: TEXT, error: 'Overloaded' }]], { protocol });
  const { read, errors } = await play(cassette);
  expect(errors).toMatchObject([{ message: 'Overloaded' }]);
  expect(read[0]!.parts.at(-1)).toMatchObject({ text: TEXT.join('') });
});

test('useChat shows the message of an HTTP error', async () => {
  const error = { status: 429, message: 'Slow down' };
  const cassette = chatCassette([[QUESTION, { error }]], { protocol });
  await expect(play(cassette)).rejects.toThrow('Slow down');
});
