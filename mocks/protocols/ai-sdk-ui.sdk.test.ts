import {
  AbstractChat,
  type ChatState,
  type ChatStatus,
  DefaultChatTransport,
  isToolUIPart,
  getToolName,
  lastAssistantMessageIsCompleteWithToolCalls,
  readUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
} from 'ai';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { readParts } from './transcript.ts';
import { foldParts } from './turn.ts';

const tapes = handmade('ai-sdk-ui');
const interactions = tapes.flatMap(([name, tape]) =>
  tape.interactions.map((interaction, at): [string, Interaction] => [`${name} ${at}`, interaction]),
);

interface Body {
  id: string;
  messages: UIMessage[];
  trigger: 'submit-message';
  messageId?: string;
}
const bodyOf = ({ request }: Interaction) => JSON.parse(bodyText(request.body)) as Body;

/** The SDK's own transport, answered with the recorded bytes; `sent` are the bodies it sent. */
function transportOf(played: Interaction[]) {
  const sent: unknown[] = [];
  const transport = new DefaultChatTransport<UIMessage>({
    fetch: async (_url, init) => {
      const { body, headers } = played[sent.length]!.response;
      sent.push(JSON.parse(init!.body as string));
      return new Response(bodyBytes(body), {
        headers: { 'content-type': headers['Content-Type']![0]! },
      });
    },
  });
  return { transport, sent };
}

/** Reads one response as `useChat` does: the parts it adds to the message, and what came along. */
async function readWithSdk(interaction: Interaction) {
  const { id, messages, trigger, messageId } = bodyOf(interaction);
  const { transport, sent } = transportOf([interaction]);
  const chunks: UIMessageChunk[] = [];
  const stream = await transport.sendMessages({
    chatId: id,
    messages,
    trigger,
    messageId,
    abortSignal: undefined,
  });
  const watched = stream.pipeThrough(
    new TransformStream<UIMessageChunk, UIMessageChunk>({
      transform(chunk, controller) {
        chunks.push(chunk);
        controller.enqueue(chunk);
      },
    }),
  );
  const before = messages.at(-1)!;
  const continued = before.role === 'assistant' ? before : undefined;
  const known = continued?.parts.length ?? 0;
  let message: UIMessage | undefined;
  let error: unknown;
  for await (const snapshot of readUIMessageStream({
    stream: watched,
    ...(continued && { message: structuredClone(continued) }),
    onError: (cause) => (error = cause),
  })) {
    message = snapshot;
  }
  return { parts: message!.parts.slice(known), metadata: message!.metadata, chunks, error, sent };
}

test.each(interactions)('%s: matches the request of the SDK', async (_name, interaction) => {
  expect((await readWithSdk(interaction)).sent).toEqual([bodyOf(interaction)]);
});

test.each(interactions)('%s: reads the same message as the SDK', async (_name, interaction) => {
  const { parts, metadata, chunks, error } = await readWithSdk(interaction);
  const turn = foldParts(readParts(aiSdkUi, interaction.response).flat());

  const steps = parts
    .map(({ type }) => type === 'step-start')
    .reduce((sum, is) => sum + Number(is), 0);
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  expect(steps).toBe(Math.max(texts.length, 1));
  expect(turn.text).toBe(texts.join('\n\n'));
  expect(turn.reasoning).toBe(
    parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('\n\n'),
  );
  expect(turn.toolCalls.map((call) => [call.id, call.name, call.arguments, call.result])).toEqual(
    parts
      .filter(isToolUIPart)
      .map((part) => [part.toolCallId, getToolName(part), part.input, part.output]),
  );
  const finish = chunks.find((chunk) => chunk.type === 'finish');
  expect(turn.finish).toBe(finish?.finishReason);
  expect(turn.usage).toEqual((metadata as { totalUsage: object } | undefined)?.totalUsage);
  expect(turn.error).toBe(error === undefined ? undefined : (error as Error).message);
});

class PlainState implements ChatState<UIMessage> {
  messages: UIMessage[] = [];
  status: ChatStatus = 'ready';
  error: Error | undefined;
  pushMessage = (message: UIMessage) => {
    this.messages.push(message);
  };
  popMessage = () => {
    this.messages.pop();
  };
  replaceMessage = (index: number, message: UIMessage) => {
    this.messages[index] = message;
  };
  snapshot = <T>(thing: T): T => structuredClone(thing);
}

class Chat extends AbstractChat<UIMessage> {}

test('client-tools: matches the requests of a chat of the SDK that runs the tool', async () => {
  const [, tape] = tapes.find(([name]) => name === 'client-tools')!;
  const { transport, sent } = transportOf(tape.interactions);
  const chat: Chat = new Chat({
    state: new PlainState(),
    transport,
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
    onToolCall: ({ toolCall: { toolCallId, input } }) => {
      const { a, b } = input as { a: number; b: number };
      void chat.addToolOutput({ tool: 'add', toolCallId, output: String(a + b) });
    },
  });
  await chat.sendMessage({ text: 'Add 2 and 3' });
  await expect.poll(() => sent.length).toBe(2);
  await expect.poll(() => chat.status).toBe('ready');
  for (const [at, body] of sent.entries()) {
    expect(aiSdkUi.readRequest(body)).toEqual(aiSdkUi.readRequest(bodyOf(tape.interactions[at]!)));
  }
});
