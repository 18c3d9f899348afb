import { type AskedCall, giveResult, type Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';

/** The calls that the app runs; every other item that ends in `_call` the provider runs itself. */
const APP_RUNS = new Set([
  'function_call',
  'custom_tool_call',
  'computer_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
]);

/**
 * The call that an item of a response, or of a request, is; undefined where it is none. Results are
 * given with `call_id`; items the provider runs have an `id` alone.
 */
export function callOf(item: JsonObject): AskedCall | undefined {
  const type = text(item['type']);
  if (!type?.endsWith('_call')) return undefined;
  const id = text(item['call_id']) ?? text(item['id']);
  const server = !APP_RUNS.has(type);
  const result = server ? resultOf(item) : undefined;
  const kind = type === 'function_call' ? '' : type.slice(0, -'_call'.length);
  return {
    ...(id !== undefined && { id }),
    name: text(item['name']) ?? kind,
    argumentsText: argumentsOf(item),
    ...(result !== undefined && { result }),
    ...(server && { server }),
  };
}

/**
 * The messages of a request's `input`: a text or a list of items. Items of the assistant that follow
 * one another are one message, up to the outputs that answer its calls.
 */
export function readInput(input: string | unknown[]): Message[] {
  if (typeof input === 'string') return [{ role: 'user', text: input }];
  const messages: Message[] = [];
  let turn: AssistantMessage | undefined;
  let answered = false;
  const open = (): AssistantMessage => {
    turn = { role: 'assistant', text: '', toolCalls: [] };
    answered = false;
    messages.push(turn);
    return turn;
  };
  const assistant = () => (turn && !answered ? turn : open());

  for (const item of objects(input)) {
    const type = text(item['type']) ?? 'message';
    const call = callOf(item);
    if (call) assistant().toolCalls.push(call);
    else if (type.endsWith('_call_output')) {
      answer(messages, turn ?? open(), item);
      answered = true;
    } else if (type === 'reasoning' || type === 'item_reference') assistant();
    else if (type !== 'message') continue;
    else if (item['role'] === 'assistant') assistant().text += contentText(item['content']);
    else if (item['role'] === 'user') {
      messages.push({ role: 'user', text: contentText(item['content']) });
      turn = undefined;
    } // `system` and `developer` differ from app to app
  }
  return messages;
}

type AssistantMessage = Extract<Message, { role: 'assistant' }>;

/** An output whose call the provider keeps to itself answers a call without name and arguments. */
function answer(messages: Message[], turn: AssistantMessage, item: JsonObject): void {
  const id = text(item['call_id']);
  const result = contentText(item['output']);
  const asking = messages.findLast(
    (message) => message.role === 'assistant' && message.toolCalls.some((call) => call.id === id),
  );
  if (asking?.role === 'assistant') giveResult(asking.toolCalls, { id }, result);
  else {
    turn.toolCalls.push({ ...(id !== undefined && { id }), name: '', argumentsText: '', result });
  }
}

/** Arguments as JSON text; those of a custom tool and of the code interpreter are plain text. */
function argumentsOf(item: JsonObject): string {
  const plain = text(item['arguments']) ?? text(item['input']) ?? text(item['code']);
  if (plain !== undefined) return plain;
  const action = item['action'] ?? item['operation'];
  if (isObject(action)) return JSON.stringify(action);
  return Array.isArray(item['queries']) ? JSON.stringify({ queries: item['queries'] }) : '';
}

/** What a tool gave that the provider ran: MCP has `output` or `error`, the code interpreter logs. */
function resultOf(item: JsonObject): string | undefined {
  const { error } = item;
  const logs = objects(item['outputs']).flatMap((output) => text(output['logs']) ?? []);
  return (
    text(item['output']) ??
    text(error) ??
    (isObject(error) ? JSON.stringify(error) : undefined) ??
    text(logs.join('\n'))
  );
}

/** A string stands as it is; parts are their texts; what is not text is named by its type. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objects(isObject(content) ? [content] : content)
    .map((part) => {
      const words = part['text'] ?? part['refusal'];
      return typeof words === 'string' ? words : `[${text(part['type']) ?? 'part'}]`;
    })
    .join('');
}
