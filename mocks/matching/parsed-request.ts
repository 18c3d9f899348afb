import {
  type Conversation,
  joinTurns,
  type Message,
  messageKey,
} from '../protocols/conversation.ts';
import { canonicalJson, parseJson } from '../util/json.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** A request, recorded or live, as far as matching reads it. */
export interface ParsedRequest {
  method: string;
  url: string;
  /** As JSON where it is JSON, else the text. */
  body: unknown;
  protocol: Protocol | undefined;
  /** Absent where no protocol reads the request. */
  conversation: Conversation | undefined;
}

/** Reads a request the way its recording would be read. */
export function parseRequest(
  { method, url, body }: { method: string; url: string; body: string },
  protocol: Protocol | undefined,
): ParsedRequest {
  const json = parseJson(body);
  const read = protocol?.readRequest(json, url);
  // Apps differ in whether calls that follow each other are one turn or several.
  const conversation = read && { ...read, messages: joinTurns(read.messages) };
  return { method, url, body: json ?? body, protocol, conversation };
}

/** Equal where the conversations so far are equal; without a conversation, where the JSON is. */
export function conversationKey({ conversation, body, protocol }: ParsedRequest): string {
  if (!conversation) return jsonKey(body);
  const { stream, messages } = conversation;
  return canonicalJson([protocol?.name, stream, ...messages.map(messageKey)]);
}

/** The same for requests that name no calls, but refer to them: calls count by their results alone. */
export function resultsKey(asked: ParsedRequest): string {
  const { conversation } = asked;
  if (!conversation) return conversationKey(asked);
  return conversationKey({
    ...asked,
    conversation: { ...conversation, messages: conversation.messages.map(withoutCalls) },
  });
}

/** Are there calls of which only the results are known? */
export function lacksCallNames({ conversation }: ParsedRequest): boolean {
  return !!conversation?.messages.some(
    (message) => message.role === 'assistant' && message.toolCalls.some(({ name }) => name === ''),
  );
}

/** Equal where the roles come in the same order; a tool speaks once a result. */
export function rolesKey({ conversation, body, protocol }: ParsedRequest): string {
  if (!conversation) return jsonKey(body);
  const { stream, messages } = conversation;
  return canonicalJson([protocol?.name, stream, ...messages.flatMap(rolesOf)]);
}

/** Equal where the bodies are equal JSON. */
export function jsonKey(body: unknown): string {
  return typeof body === 'string' ? body : canonicalJson(body);
}

/** The roles that a message stands for: the assistant's and those of the app's tools. */
export function rolesOf(message: Message): string[] {
  if (message.role === 'user') return ['user'];
  const answered = message.toolCalls.filter(
    ({ result, server }) => !server && result !== undefined,
  );
  return ['assistant', ...answered.map(() => 'tool')];
}

function withoutCalls(message: Message): Message {
  if (message.role === 'user') return message;
  const toolCalls = message.toolCalls.map((call) => ({ ...call, name: '', argumentsText: '' }));
  return { ...message, toolCalls };
}
