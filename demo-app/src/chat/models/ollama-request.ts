import type { Message, Tool } from 'ollama/browser';
import type { ModelOptions } from './model.ts';

type Prompt = ModelOptions['prompt'];
type AssistantContent = Extract<Prompt[number], { role: 'assistant' }>['content'];
type ToolContent = Extract<Prompt[number], { role: 'tool' }>['content'];
type Output = Extract<ToolContent[number], { type: 'tool-result' }>['output'];

/**
 * The messages of a conversation as Ollama wants them: each result is a message of its own.
 * https://docs.ollama.com/api/chat
 */
export function ollamaMessages(prompt: Prompt): Message[] {
  return prompt.flatMap((message): Message[] => {
    switch (message.role) {
      case 'system':
        return [{ role: 'system', content: message.content }];
      case 'user':
        return [{ role: 'user', content: textOf(message.content) }];
      case 'assistant':
        return [assistantMessage(message.content)];
      case 'tool':
        return message.content.flatMap((part) =>
          part.type === 'tool-result'
            ? [{ role: 'tool', tool_name: part.toolName, content: outputText(part.output) }]
            : [],
        );
      default:
        message satisfies never;
        return [];
    }
  });
}

export function ollamaTools(tools: ModelOptions['tools'] = []): Tool[] {
  return tools.flatMap((tool) =>
    tool.type === 'function'
      ? [
          {
            type: 'function',
            function: {
              name: tool.name,
              description: tool.description ?? '',
              // Ollama's own type knows only a part of JSON Schema.
              parameters: tool.inputSchema as NonNullable<Tool['function']['parameters']>,
            },
          },
        ]
      : [],
  );
}

function assistantMessage(content: AssistantContent): Message {
  const calls = content.flatMap((part) =>
    part.type === 'tool-call'
      ? [{ function: { name: part.toolName, arguments: part.input as Record<string, unknown> } }]
      : [],
  );
  return {
    role: 'assistant',
    content: textOf(content),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function textOf(content: readonly { type: string; text?: string }[]): string {
  return content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}

function outputText(output: Output): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'execution-denied':
      return output.reason ?? 'The call was denied.';
    default:
      return JSON.stringify(output.value);
  }
}
