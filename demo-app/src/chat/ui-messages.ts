import type { ModelMessage, ToolResultPart, UIMessage } from 'ai';

type Part = UIMessage['parts'][number];
type Content = Extract<ModelMessage, { role: 'assistant' }>['content'];

/**
 * The conversation so far as UI messages: `convertToModelMessages` the other way round. All rounds
 * of one answer are one message. The position is the id.
 */
export function uiMessages(history: readonly ModelMessage[]): UIMessage[] {
  const messages: UIMessage[] = [];
  const add = (role: 'user' | 'assistant', parts: Part[]) => {
    const last = messages.at(-1);
    if (role === 'assistant' && last?.role === role) last.parts.push(...parts);
    else messages.push({ id: String(messages.length), role, parts });
  };
  for (const { role, content } of history) {
    if (role === 'user') add(role, textParts(content));
    else if (role === 'assistant') add(role, [{ type: 'step-start' }, ...assistantParts(content)]);
    else if (role === 'tool') {
      for (const part of content) {
        if (part.type === 'tool-result') giveResult(messages.at(-1)?.parts ?? [], part);
      }
    }
  }
  return messages;
}

function textParts(content: string | readonly { type: string; text?: string }[]): Part[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.flatMap(({ type, text }) =>
    type === 'text' && text !== undefined ? [{ type, text }] : [],
  );
}

function assistantParts(content: Content): Part[] {
  if (typeof content === 'string') return textParts(content);
  const parts: Part[] = [];
  for (const part of content) {
    if (part.type === 'text') parts.push({ type: 'text', text: part.text });
    else if (part.type === 'reasoning') parts.push({ type: 'reasoning', text: part.text });
    else if (part.type === 'tool-call') {
      parts.push({
        type: `tool-${part.toolName}`,
        toolCallId: part.toolCallId,
        state: 'input-available',
        input: part.input,
        ...(part.providerExecuted && { providerExecuted: true }),
      });
    } else if (part.type === 'tool-result') giveResult(parts, part);
  }
  return parts;
}

/** Ids recur in other rounds: the call that waits is the one. */
function giveResult(parts: Part[], { toolCallId, output }: ToolResultPart): void {
  const at = parts.findIndex(
    (part) =>
      'toolCallId' in part && part.toolCallId === toolCallId && part.state === 'input-available',
  );
  const call = parts[at];
  if (!call || !('toolCallId' in call) || call.state !== 'input-available') return;
  const error = errorOf(output);
  const { approval: _, ...rest } = call;
  parts[at] =
    error === undefined
      ? { ...rest, state: 'output-available', output: 'value' in output ? output.value : '' }
      : { ...rest, state: 'output-error', errorText: error };
}

function errorOf(output: ToolResultPart['output']): string | undefined {
  switch (output.type) {
    case 'error-text':
      return output.value;
    case 'error-json':
      return JSON.stringify(output.value);
    case 'execution-denied':
      return output.reason ?? 'The call was denied.';
    default:
      return undefined;
  }
}
