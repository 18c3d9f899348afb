import {
  convertToModelMessages,
  DefaultChatTransport,
  type FinishReason,
  generateId,
  readUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
} from 'ai';
import { type Listener, MAX_TURNS } from './ask.ts';
import { checkedFetch } from './checked-fetch.ts';
import { clientTools } from './client-tools.ts';
import { createLine } from './line.ts';
import type { Connect } from './providers.ts';
import { partOf } from './ui-chunk.ts';
import { uiMessages } from './ui-messages.ts';

/** The app's own conversation, which lasts as long as the page. */
const CHAT_ID = generateId();

/**
 * A back end that talks in the AI SDK's UI messages and asks the model itself.
 * https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const connect: Connect = ({ baseURL }) => {
  const line = createLine();
  const transport = new DefaultChatTransport({ api: baseURL, fetch: checkedFetch(line.fetch) });
  return async ({ before, text, signal }, { onPart, onSaid }) => {
    const messages = uiMessages([...before, { role: 'user', content: text }]);
    const answer: UIMessage = { id: String(messages.length), role: 'assistant', parts: [] };
    let finishReason: FinishReason = 'stop';
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const chunks = await transport.sendMessages({
        chatId: CHAT_ID,
        trigger: 'submit-message',
        messageId: undefined,
        messages: turn === 0 ? messages : [...messages, answer],
        abortSignal: signal,
      });
      const round = await readRound(chunks, onPart, signal);
      if (!round.finished) throw line.reason();
      answer.parts.push(...round.parts);
      onSaid(await convertToModelMessages([answer]));
      onPart({ type: 'finish-step' }); // not all back ends say it
      ({ finishReason } = round);
      if (!round.ranTools) break;
    }
    onPart({ type: 'finish', finishReason });
  };
};

interface Round extends Pick<UIMessage, 'parts'> {
  /** The app has run tools: the back end waits for the results. */
  ranTools: boolean;
  /** It has said that it is at its end. */
  finished: boolean;
  finishReason: FinishReason;
}

/**
 * Reads one response of the back end.
 * @throws Error where it cannot be read; what has been said till then is handed on.
 */
async function readRound(
  chunks: ReadableStream<UIMessageChunk>,
  onPart: Listener['onPart'],
  signal: AbortSignal,
): Promise<Round> {
  const round: Round = { parts: [], ranTools: false, finished: false, finishReason: 'stop' };
  const watching = new TransformStream<UIMessageChunk, UIMessageChunk>({
    transform(chunk, controller) {
      const part = partOf(chunk);
      if (part) onPart(part);
      if (chunk.type === 'finish') {
        round.finished = true;
        round.finishReason = chunk.finishReason ?? (round.ranTools ? 'tool-calls' : 'stop');
      }
      controller.enqueue(chunk);
      if (chunk.type === 'error') controller.terminate();
    },
  });
  const stream = chunks
    .pipeThrough(clientTools(() => (round.ranTools = true), signal))
    .pipeThrough(watching);
  for await (const { parts } of readUIMessageStream({ stream, terminateOnError: true })) {
    round.parts = parts;
  }
  return round;
}
