import {
  type AssistantMessage,
  type CallInRequest,
  contentText,
  type Message,
  newAnswer,
  setResult,
} from './conversation.ts';
import { compact, isObject, type JsonObject, objects, text } from '../util/json.ts';

/** Types of calls that the app runs; the provider runs all other items that end in `_call`. */
const APP_CALLS = new Set([
  'function_call',
  'custom_tool_call',
  'computer_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
]);

/**
 * Reads the call of an item of a response or a request; undefined if the item is not a call. Results
 * refer to `call_id`; calls that the provider runs have only an `id`.
 */
export function readCall(item: JsonObject): CallInRequest | undefined {
  const type = text(item['type']);
  if (!type?.endsWith('_call')) return undefined;
  const isServer = !APP_CALLS.has(type);
  const kind = type === 'function_call' ? '' : type.slice(0, -'_call'.length);
  return compact({
    id: text(item['call_id']) ?? text(item['id']),
    name: text(item['name']) ?? kind,
    argumentsText: argumentsTextOf(item),
    result: isServer ? resultOf(item) : undefined,
    providerExecuted: isServer ? true : undefined,
  });
}

/**
 * Reads the messages of a request's `input`: a text or a list of items. Joins consecutive items of the
 * assistant to one message, up to the outputs of its calls.
 */
export function readInput(input: string | unknown[]): Message[] {
  if (typeof input === 'string') return [{ role: 'user', text: input }];
  const messages: Message[] = [];
  let turn: AssistantMessage | undefined;
  let answered = false;
  const open = (): AssistantMessage => {
    turn = newAnswer();
    answered = false;
    messages.push(turn);
    return turn;
  };
  const assistant = () => (turn && !answered ? turn : open());

  for (const item of objects(input)) {
    const type = text(item['type']) ?? 'message';
    const call = readCall(item);
    if (call) assistant().toolCalls.push(call);
    else if (type.endsWith('_call_output')) {
      addOutput(messages, turn ?? open(), item);
      answered = true;
    } else if (type === 'reasoning' || type === 'item_reference') assistant();
    else if (type !== 'message') continue;
    else if (item['role'] === 'assistant') assistant().text += contentText(item['content']);
    else if (item['role'] === 'user') {
      messages.push({ role: 'user', text: contentText(item['content']) });
      turn = undefined;
    } // Ignores `system` and `developer`, which differ between apps.
  }
  return messages;
}

/** Sets an output on its call. If only the provider stores the call, adds one without a name. */
function addOutput(messages: Message[], turn: AssistantMessage, item: JsonObject): void {
  const id = text(item['call_id']);
  const result = contentText(item['output']);
  const caller = messages.findLast(
    (message) => message.role === 'assistant' && message.toolCalls.some((call) => call.id === id),
  );
  if (caller?.role === 'assistant') setResult(caller.toolCalls, { id }, result);
  else {
    turn.toolCalls.push(compact({ id, name: '', argumentsText: '', result }));
  }
}

/** Reads arguments: JSON, or the plain text of custom tools and the code interpreter. */
function argumentsTextOf(item: JsonObject): string {
  const plain = text(item['arguments']) ?? text(item['input']) ?? text(item['code']);
  if (plain !== undefined) return plain;
  const action = item['action'] ?? item['operation'];
  if (isObject(action)) return JSON.stringify(action);
  return Array.isArray(item['queries']) ? JSON.stringify({ queries: item['queries'] }) : '';
}

/** Reads the result of a call that the provider ran: MCP has `output` or `error`, code has logs. */
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
