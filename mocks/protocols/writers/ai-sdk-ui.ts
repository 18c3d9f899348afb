import { invalid } from '../../util/check-options.ts';
import { asObject, compact, type JsonObject, objects, text } from '../../util/json.ts';
import {
  argumentsObject,
  callsOf,
  type WrittenCall,
  type WrittenMessage,
  type WrittenResponse,
  type WrittenStep,
  type Writer,
} from './writer.ts';

/** The id of the reasoning of a step, which the client keeps. */
const REASONING_ID = 'reasoning-0';

/** Writes as a back end with the AI SDK does: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
export const aiSdkUiWriter: Writer = {
  url: () => 'http://localhost/api/chat',
  streamsByDefault: true,
  callId: 'call',

  writeRequest({ system, messages }) {
    if (system !== undefined) {
      throw invalid('system', system, 'none in ai-sdk-ui, whose back end alone knows it');
    }
    const all = uiMessages(messages);
    const { role, id } = all.at(-1)!;
    return compact({
      id: 'chat',
      messages: all,
      trigger: 'submit-message',
      messageId: role === 'assistant' ? id : undefined,
    });
  },

  writeContent(response, { body }) {
    const last = objects(asObject(body)['messages']).at(-1);
    const continued = last?.['role'] === 'assistant' ? text(last['id']) : undefined;
    const { steps, broken } = response;
    const events = [
      { type: 'start', messageId: continued ?? messageId(response) },
      ...steps.flatMap((step, at) => {
        const isOpen = broken && at === steps.length - 1;
        return stepEvents(step, isOpen);
      }),
      ...(broken ? [] : [endOf(response)]),
    ].map((event) => JSON.stringify(event));
    return {
      mediaType: 'text/event-stream',
      headers: { 'X-Vercel-Ai-Ui-Message-Stream': 'v1', 'Cache-Control': 'no-cache' },
      events: events.map((data) => ({ data })),
      closing: [{ data: '[DONE]' }],
    };
  },

  writeError: ({ message }) => ({ text: message }),
};

function stepEvents(
  { reasoning, text: pieces, calls }: WrittenStep,
  isOpen: boolean,
): JsonObject[] {
  const blocks = [
    block('reasoning', REASONING_ID, reasoning),
    block('text', 'txt-0', pieces),
    ...calls.map(callEvents),
  ].filter((events) => events.length > 0);
  if (!isOpen) return [{ type: 'start-step' }, ...blocks.flat(), { type: 'finish-step' }];
  const last = blocks.at(-1) ?? [];
  const isText = text(last.at(-1)?.['type'])?.endsWith('-end') === true;
  return [
    { type: 'start-step' },
    ...blocks.slice(0, -1).flat(),
    ...(isText ? last.slice(0, -1) : last),
  ];
}

function block(kind: 'reasoning' | 'text', id: string, pieces: readonly string[]): JsonObject[] {
  if (pieces.length === 0) return [];
  return [
    { type: `${kind}-start`, id },
    ...pieces.map((delta) => ({ type: `${kind}-delta`, id, delta })),
    { type: `${kind}-end`, id },
  ];
}

function callEvents(call: WrittenCall): JsonObject[] {
  const { id: toolCallId, name: toolName, fragments, result } = call;
  const named = compact({ toolCallId, toolName, ...byProvider(call) });
  return [
    { type: 'tool-input-start', ...named },
    ...fragments.map((inputTextDelta) => ({
      type: 'tool-input-delta',
      toolCallId,
      inputTextDelta,
    })),
    { type: 'tool-input-available', ...named, input: argumentsObject(call) },
    ...(call.providerExecuted && result !== undefined
      ? [{ type: 'tool-output-available', toolCallId, output: result }]
      : []),
  ];
}

/** Marks a call whose result only the provider knows: the others are run by the back end. */
function byProvider({ providerExecuted, result }: WrittenCall): JsonObject {
  return providerExecuted && result === undefined ? { providerExecuted: true } : {};
}

function endOf(response: WrittenResponse): JsonObject {
  const isToolTurn = callsOf(response).some(({ providerExecuted }) => !providerExecuted);
  const finishReason = response.finish ?? (isToolTurn ? 'tool-calls' : 'stop');
  return compact({ type: 'finish', finishReason, messageMetadata: metadataOf(response) });
}

function metadataOf({ usage }: WrittenResponse): JsonObject | undefined {
  if (!usage) return undefined;
  const { input, output } = usage;
  const totalUsage = {
    inputTokens: input,
    outputTokens: output,
    totalTokens: input + output,
  };
  return { totalUsage };
}

function messageId({ number }: WrittenResponse): string {
  return `msg_${number}`;
}

/** Joins the responses to one question: each goes on with the same message. */
function uiMessages(messages: readonly WrittenMessage[]): JsonObject[] {
  const all: JsonObject[] = [];
  for (const message of messages) {
    if (message.role === 'user') {
      const parts = [{ type: 'text', text: message.text }];
      all.push({ parts, id: `user_${message.number}`, role: 'user' });
      continue;
    }
    const { response } = message;
    const last = all.at(-1);
    const before = last?.['role'] === 'assistant' ? (all.pop(), last) : undefined;
    all.push(
      compact({
        id: before?.['id'] ?? messageId(response),
        metadata: metadataOf(response) ?? before?.['metadata'],
        role: 'assistant',
        parts: [...objects(before?.['parts']), ...response.steps.flatMap(partsOf)],
      }),
    );
  }
  return all;
}

function partsOf({ reasoning, text: pieces, calls }: WrittenStep): JsonObject[] {
  const said = (of: readonly string[], part: JsonObject) =>
    of.length > 0 ? [{ ...part, text: of.join(''), state: 'done' }] : [];
  return [
    { type: 'step-start' },
    ...said(reasoning, { type: 'reasoning', id: REASONING_ID }),
    ...said(pieces, { type: 'text' }),
    ...calls.map((call) =>
      compact({
        type: `tool-${call.name}`,
        toolCallId: call.id,
        state: call.result === undefined ? 'input-available' : 'output-available',
        input: argumentsObject(call),
        output: call.result,
        ...byProvider(call),
      }),
    ),
  ];
}
