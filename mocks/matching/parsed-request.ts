import {
  type CallInRequest,
  type Conversation,
  joinTurns,
  type Message,
  messageKey,
} from '../protocols/conversation.ts';
import { canonicalJson, parseJson } from '../util/json.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** A request, recorded or live, as matching reads it. */
export interface ParsedRequest {
  method: string;
  url: string;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
  protocol: Protocol | undefined;
  /** Undefined where no protocol reads the request. */
  conversation: Conversation | undefined;
}

export function parseRequest(
  { method, url, body }: { method: string; url: string; body: string },
  protocol: Protocol | undefined,
): ParsedRequest {
  const json = parseJson(body);
  return {
    method,
    url,
    body: json ?? body,
    protocol,
    conversation: conversationOf(json, url, protocol),
  };
}

/** Reads the conversation of a request with a JSON body; undefined where the protocol reads none. */
export function conversationOf(
  json: unknown,
  url: string,
  protocol: Protocol | undefined,
): Conversation | undefined {
  const read = protocol?.readRequest(json, url);
  // Joins calls in a row: apps differ in whether they are one turn or several.
  return read && { ...read, messages: joinTurns(read.messages) };
}

/** Lists the messages of a request; none where no protocol reads it. */
export function messagesOf({ conversation }: ParsedRequest): readonly Message[] {
  return conversation?.messages ?? [];
}

/** Lists the calls since the last question that have their results; none where a question comes last. */
export function callsAtEnd(request: ParsedRequest): CallInRequest[] {
  const last = messagesOf(request).at(-1);
  if (last?.role !== 'assistant') return [];
  return last.toolCalls.filter(({ result }) => result !== undefined);
}

/** Keys requests by the conversation so far; those without one by their JSON. */
export function conversationKey({ conversation, body, protocol }: ParsedRequest): string {
  if (!conversation) return jsonKey(body);
  return canonicalJson([protocol!.name, ...conversation.messages.map(messageKey)]);
}

/** Keys requests by the results of calls alone, for those that refer to calls without naming them. */
export function resultsKey(request: ParsedRequest): string {
  const { conversation } = request;
  if (!conversation) return conversationKey(request);
  return conversationKey({
    ...request,
    conversation: { ...conversation, messages: conversation.messages.map(withoutCalls) },
  });
}

/** Tells whether a request holds results of calls that it does not name. */
export function lacksCallNames(request: ParsedRequest): boolean {
  return messagesOf(request).some(
    (message) => message.role === 'assistant' && message.toolCalls.some(({ name }) => name === ''),
  );
}

/** Keys requests by the order of their roles; a tool has a role for each result. */
export function rolesKey({ conversation, body, protocol }: ParsedRequest): string {
  if (!conversation) return jsonKey(body);
  return canonicalJson([protocol!.name, ...conversation.messages.flatMap(rolesOf)]);
}

/** Keys bodies by their JSON, whatever the order of keys. */
export function jsonKey(body: unknown): string {
  return typeof body === 'string' ? body : canonicalJson(body);
}

/** Lists the roles of a message: the assistant's and those of the tools that the app ran. */
export function rolesOf(message: Message): string[] {
  if (message.role === 'user') return ['user'];
  const results = message.toolCalls.filter(
    ({ result, providerExecuted }) => !providerExecuted && result !== undefined,
  );
  return ['assistant', ...results.map(() => 'tool')];
}

function withoutCalls(message: Message): Message {
  if (message.role === 'user') return message;
  const toolCalls = message.toolCalls.map((call) => ({ ...call, name: '', argumentsText: '' }));
  return { ...message, toolCalls };
}
