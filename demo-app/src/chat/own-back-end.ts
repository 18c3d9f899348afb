import {
  convertToModelMessages,
  DefaultChatTransport,
  type FinishReason,
  generateId,
  InvalidResponseDataError,
  type ModelMessage,
  readUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
} from 'ai';
import { type Ask, MAX_TURNS } from './ask.ts';
import { checkedFetch } from './checked-fetch.ts';
import { clientTools } from './client-tools.ts';
import type { Connect } from './providers.ts';
import { partOf } from './ui-chunk.ts';
import { uiMessages } from './ui-messages.ts';

type OnPart = Parameters<Ask>[2];

/** The app's own conversation, which lasts as long as the page. */
const CHAT_ID = generateId();

/**
 * A back end that talks in the AI SDK's UI messages and asks the model itself.
 * https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const connect: Connect = ({ baseURL }) => {
  const transport = new DefaultChatTransport({ api: baseURL, fetch: checkedFetch });
  return async (before, text, onPart) => {
    const question: ModelMessage = { role: 'user', content: text };
    const messages = uiMessages([...before, question]);
    const answer: UIMessage = { id: String(messages.length), role: 'assistant', parts: [] };
    let finishReason: FinishReason = 'stop';
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const chunks = await transport.sendMessages({
        chatId: CHAT_ID,
        trigger: 'submit-message',
        messageId: undefined,
        messages: turn === 0 ? messages : [...messages, answer],
        abortSignal: undefined,
      });
      const round = await readRound(chunks, onPart);
      onPart({ type: 'finish-step' }); // not all back ends say it
      answer.parts.push(...round.parts);
      ({ finishReason } = round);
      if (!round.ranTools) break;
    }
    onPart({ type: 'finish', finishReason });
    return [...before, question, ...(await convertToModelMessages([answer]))];
  };
};

interface Round extends Pick<UIMessage, 'parts'> {
  /** The app has run tools: the back end waits for the results. */
  ranTools: boolean;
  finishReason: FinishReason;
}

/**
 * Reads one response of the back end.
 * @throws Error where it breaks off or cannot be read; what has been said till then is handed on.
 */
async function readRound(chunks: ReadableStream<UIMessageChunk>, onPart: OnPart): Promise<Round> {
  const round: Round = { parts: [], ranTools: false, finishReason: 'stop' };
  let finished = false;
  const watching = new TransformStream<UIMessageChunk, UIMessageChunk>({
    transform(chunk, controller) {
      const part = partOf(chunk);
      if (part) onPart(part);
      if (chunk.type === 'finish') {
        finished = true;
        round.finishReason = chunk.finishReason ?? (round.ranTools ? 'tool-calls' : 'stop');
      }
      controller.enqueue(chunk);
      if (chunk.type === 'error') controller.terminate();
    },
  });
  const stream = chunks
    .pipeThrough(clientTools(() => (round.ranTools = true)))
    .pipeThrough(watching);
  for await (const { parts } of readUIMessageStream({ stream, terminateOnError: true })) {
    round.parts = parts;
  }
  if (finished) return round;
  throw new InvalidResponseDataError({ data: undefined, message: 'There is no finish.' });
}
