import { canonicalJson, parseJson } from '../util/json.ts';

/** A message of a request, as far as it matters which answer belongs to it. */
export type Message =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: AskedCall[] };

/** A call the app re-sends, with the result it sends along. */
export interface AskedCall {
  id?: string;
  name: string;
  argumentsText: string;
  result?: string;
  /** The provider ran it itself. */
  server?: true;
}

/** What a completion request asks: the normal form that requests are compared in. */
export interface Conversation {
  /** User and assistant turns in order. System text is left out; tool results stand with their calls. */
  messages: Message[];
  /** Does the app want a stream? */
  stream: boolean;
  model?: string;
  /** The names of the tools on offer. */
  tools: string[];
}

/**
 * One line a message, equal where two apps mean the same: user text, call names, parsed arguments
 * and results. Not in it: the assistant's own text, calls that the provider ran itself, ids, spacing
 * and key order of JSON.
 */
export function messageKey(message: Message): string {
  if (message.role === 'user') return canonicalJson(['user', message.text]);
  const calls = message.toolCalls
    .filter(({ server }) => !server)
    .map(({ name, argumentsText, result }) => [
      name,
      normalArguments(argumentsText),
      ...(result === undefined ? [] : [normalResult(result)]),
    ]);
  return canonicalJson(['assistant', calls]);
}

/** The messages with each run of the assistant's turns joined to one. */
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

/** Are two argument texts the same arguments? `{"a":2}` and `{ "a": 2 }` are. */
export function sameArguments(one: string, other: string): boolean {
  return canonicalJson(normalArguments(one)) === canonicalJson(normalArguments(other));
}

function normalArguments(source: string): unknown {
  return source.trim() === '' ? {} : (parseJson(source) ?? source);
}

/** `5` and `"5"` are one result: SDKs differ in whether they encode a string once more. */
function normalResult(result: string): unknown {
  const parsed = parseJson(result);
  if (typeof parsed === 'string') return normalResult(parsed);
  if (typeof parsed === 'object') return parsed;
  return parsed === undefined ? result : JSON.stringify(parsed);
}

/**
 * Gives each result to the call it answers: by id; where ids are missing or recur, by name; else to
 * the first call that has none yet.
 */
export function giveResult(
  calls: AskedCall[],
  { id, name }: { id?: string | undefined; name?: string | undefined },
  result: string,
): void {
  const isOpen = (call: AskedCall) => call.result === undefined && !call.server;
  const call =
    calls.find((each) => id !== undefined && each.id === id && isOpen(each)) ??
    calls.find((each) => each.name === name && isOpen(each)) ??
    calls.find(isOpen);
  if (call) call.result = result;
}
