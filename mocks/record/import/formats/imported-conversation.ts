import type { Interaction } from '../../../cassette/cassette.ts';
import { compact } from '../../../util/json.ts';

/** What the fixture of a mock server says, where no bytes of a provider are in it. */
export interface ImportedConversation {
  /** The URL of the completion. */
  url: string;
  model?: string;
  /** What the user says last. */
  user: string;
  answer: ImportedAnswer | ImportedError;
}

export interface ImportedAnswer {
  type: 'answer';
  text?: string;
  reasoning?: string;
  toolCalls: { id?: string; name: string; argumentsText: string }[];
  /** Why the model stopped, as OpenAI names it. Default: `tool_calls` with calls, else `stop` */
  finish?: string;
}

export interface ImportedError {
  type: 'error';
  /** The HTTP status. */
  status: number;
  /** The provider's error object. */
  error: Record<string, unknown>;
}

/** Makes the interaction of a conversation. */
export type BuildInteraction = (
  conversation: ImportedConversation,
) => Pick<Interaction, 'request' | 'response'>;

/**
 * Makes an interaction of OpenAI chat completions that is not streamed: one JSON document invents no
 * events. The request leaves open whether it asks for a stream, so that it is found either way.
 * Format: https://platform.openai.com/docs/api-reference/chat/object
 */
export const buildDocument: BuildInteraction = ({ url, model = 'unknown', user, answer }) => {
  const messages = [{ role: 'user', content: user }];
  const isError = answer.type === 'error';
  const json = isError ? { error: answer.error } : documentOf(answer, model);
  return {
    request: {
      method: 'POST',
      url,
      headers: { 'Content-Type': ['application/json'] },
      body: JSON.stringify({ model, messages }),
    },
    response: {
      code: isError ? answer.status : 200,
      headers: { 'Content-Type': ['application/json'] },
      body: JSON.stringify(json),
    },
  };
};

function documentOf({ text, reasoning, toolCalls, finish }: ImportedAnswer, model: string): object {
  const calls = toolCalls.map(({ id, name, argumentsText }, index) => ({
    id: id ?? `call_${index + 1}`,
    type: 'function',
    function: { name, arguments: argumentsText },
  }));
  const message = compact({
    role: 'assistant',
    content: text ?? null,
    reasoning_content: reasoning,
    tool_calls: calls.length > 0 ? calls : undefined,
  });
  const reason = finish ?? (calls.length > 0 ? 'tool_calls' : 'stop');
  const base = { id: 'chatcmpl-imported', object: 'chat.completion', created: 0, model };
  return { ...base, choices: [{ index: 0, message, finish_reason: reason }] };
}
