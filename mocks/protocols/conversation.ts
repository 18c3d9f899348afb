import { canonicalJson, isObject, objects, parseJson, text } from '../util/json.ts';

/** A message of a request, with the fields that matter for matching. */
export type Message = { role: 'user'; text: string } | AssistantMessage;

export interface AssistantMessage {
  role: 'assistant';
  text: string;
  toolCalls: CallInRequest[];
}

/** A call that the app sends back in a request, with its result if the app has one. */
export interface CallInRequest {
  id?: string;
  name: string;
  argumentsText: string;
  result?: string;
  /** Set if the provider ran it. */
  providerExecuted?: true;
}

/** A completion request in the normal form that requests are compared in. */
export interface Conversation {
  /** What the system or developer says; absent where that is nothing. Tells callers apart, no more. */
  system?: string;
  /** User and assistant turns in order, without system text. Tool results are fields of their calls. */
  messages: Message[];
  /** Whether the app requests a stream; absent where it does not say. */
  stream?: boolean;
  model?: string;
  /** The names of the tools that the model may call. */
  tools: string[];
}

/** Makes a message of the assistant to add texts and calls to. */
export function newAnswer(): AssistantMessage {
  return { role: 'assistant', text: '', toolCalls: [] };
}

/**
 * Makes a key that is equal for messages of equal meaning: user text, call names, parsed arguments and
 * results. Ignores the assistant's own text, calls that the provider ran, ids, and the spacing and key
 * order of JSON, because apps differ in them.
 */
export function messageKey(message: Message): string {
  if (message.role === 'user') return canonicalJson(['user', message.text]);
  return canonicalJson(['assistant', callsOf(message)]);
}

/** Makes a key of a user text, and one of each call: apps differ in which calls they join. */
export function itemKeys(message: Message): string[] {
  if (message.role === 'user') return [messageKey(message)];
  return callsOf(message).map((call) => canonicalJson(['call', call]));
}

/** Lists what is compared of the calls that the app ran. */
function callsOf({ toolCalls }: AssistantMessage): unknown[] {
  return toolCalls
    .filter(({ providerExecuted }) => !providerExecuted)
    .map(({ name, argumentsText, result }) => [
      name,
      normalArguments(argumentsText),
      ...normalResults(result),
    ]);
}

/** Joins consecutive assistant messages: some apps send text and calls apart. */
export function joinTurns(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role !== 'assistant' || message.role !== 'assistant') {
      joined.push(message);
      continue;
    }
    const toolCalls = [...last.toolCalls, ...message.toolCalls];
    joined[joined.length - 1] = { role: 'assistant', text: last.text + message.text, toolCalls };
  }
  return joined;
}

/** Compares argument texts by their parsed value: `{"a":2}` equals `{ "a": 2 }`. */
export function sameArguments(one: string, other: string): boolean {
  return canonicalJson(normalArguments(one)) === canonicalJson(normalArguments(other));
}

/** Reads arguments that some SDKs encode once more, as a string that holds JSON, as what they hold. */
function normalArguments(source: string): unknown {
  if (source.trim() === '') return {};
  const parsed = parseJson(source);
  return typeof parsed === 'string' ? normalArguments(parsed) : (parsed ?? source);
}

/** Compares results by what they hold; undefined: there is none. */
export function sameResults(one: string | undefined, other: string | undefined): boolean {
  return canonicalJson(normalResults(one)) === canonicalJson(normalResults(other));
}

function normalResults(result: string | undefined): unknown[] {
  return result === undefined ? [] : [normalResult(result)];
}

/** Treats `5` and `"5"` as equal: some SDKs encode a string result once more. */
function normalResult(result: string): unknown {
  const parsed = parseJson(result);
  if (typeof parsed === 'string') return normalResult(parsed);
  if (typeof parsed === 'object') return parsed;
  return parsed === undefined ? result : JSON.stringify(parsed);
}

/**
 * Reads the text of a message's content: a string, or parts, whose texts and refusals are joined. Parts
 * of other kinds give their type, such as `[image]`, so that messages that differ in them do not match.
 */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objects(isObject(content) ? [content] : content)
    .map((part) => {
      const value = part['text'] ?? part['refusal'];
      return typeof value === 'string' ? value : `[${text(part['type']) ?? 'part'}]`;
    })
    .join('');
}

/**
 * Reads the system text of a request.
 * @param own a field of the request for it: text or parts
 * @param messages the messages, some of which may be of the system
 */
export function systemText(own: unknown, messages: unknown = []): string | undefined {
  const spoken = objects(messages).filter(({ role }) => role === 'system' || role === 'developer');
  const texts = [own, ...spoken.map(({ content }) => content)].map(contentText);
  return text(texts.filter((each) => each !== '').join('\n'));
}

/**
 * Sets a result on its call: found by id; if ids are missing or recur, by name; else the first call
 * without a result.
 */
export function setResult(
  calls: CallInRequest[],
  { id, name }: { id?: string | undefined; name?: string | undefined },
  result: string,
): void {
  const isOpen = (call: CallInRequest) => call.result === undefined && !call.providerExecuted;
  const call =
    calls.find((each) => id !== undefined && each.id === id && isOpen(each)) ??
    calls.find((each) => each.name === name && isOpen(each)) ??
    calls.find(isOpen);
  if (call) call.result = result;
}
