import {
  type CallInRequest,
  type Message,
  messageKey,
  sameArguments,
} from '../protocols/conversation.ts';
import { type ParsedRequest, jsonKey, rolesOf } from './parsed-request.ts';
import { bodyDifferences } from './body-differences.ts';
import type { Match } from './options.ts';

/** One field in which a request and a recording differ, in words. */
export interface Difference {
  field: string;
  received: string;
  recorded: string;
}

const NOTHING = 'nothing: the conversation ends before it';
const UNNAMED = 'a call';
const SHOWN = 160;

/** Every field in which they differ, of those that are compared; in the order of the conversation. */
export function differences(
  asked: ParsedRequest,
  recorded: ParsedRequest,
  match: Match,
): Difference[] {
  if (match === 'exact') return bodyDifferences(asked, recorded);
  if (!asked.conversation || !recorded.conversation) {
    const [one, other] = [describeRequest(asked), describeRequest(recorded)];
    const where = asked.protocol
      ? `the request body, read as ${asked.protocol.name}`
      : 'the request body';
    return [{ field: where, received: one.join(' '), recorded: other.join(' ') }];
  }
  const theirs = asked.conversation;
  const ours = recorded.conversation;
  const found: Difference[] = [];
  const [one, other] = [asked.protocol!.name, recorded.protocol!.name];
  if (one !== other) found.push({ field: 'the protocol', received: one, recorded: other });
  if (theirs.stream !== ours.stream) {
    found.push({ field: 'stream', received: String(theirs.stream), recorded: String(ours.stream) });
  }
  if (match === 'turn') {
    const [these, those] = [theirs, ours].map(({ messages }) =>
      messages.flatMap(rolesOf).join(', '),
    );
    if (these !== those) found.push({ field: 'the roles', received: these!, recorded: those! });
    return found;
  }
  const length = Math.max(theirs.messages.length, ours.messages.length);
  for (let at = 0; at < length; at++) {
    found.push(...messageDifferences(`message ${at + 1}`, theirs.messages[at], ours.messages[at]));
  }
  return found;
}

/** What was asked, one line a message. */
export function describeRequest({ conversation, body }: ParsedRequest): string[] {
  if (!conversation) return [body === '' ? 'an empty body' : shorten(jsonKey(body))];
  if (conversation.messages.length === 0) return ['no messages'];
  return conversation.messages.map((message, at) => `${at + 1} ${describeMessage(message)}`);
}

function messageDifferences(
  where: string,
  theirs: Message | undefined,
  ours: Message | undefined,
): Difference[] {
  if (!theirs || !ours || theirs.role !== ours.role) {
    const asked = theirs ? describeMessage(theirs) : NOTHING;
    return [{ field: where, received: asked, recorded: ours ? describeMessage(ours) : NOTHING }];
  }
  if (messageKey(theirs) === messageKey(ours)) return [];
  if (theirs.role === 'user' || ours.role === 'user') {
    return [{ field: `${where}, text`, received: quote(theirs.text), recorded: quote(ours.text) }];
  }
  const [asked, recorded] = [comparedCalls(theirs), comparedCalls(ours)];
  const alike = (call: CallInRequest, at: number) =>
    isNamed(call, recorded[at]!) ? call.name === recorded[at]!.name : true;
  if (asked.length !== recorded.length || !asked.every(alike)) {
    return [{ field: `${where}, calls`, received: namesOf(asked), recorded: namesOf(recorded) }];
  }
  return asked.flatMap((call, at) => callDifferences(where, call, recorded[at]!));
}

/** What the provider ran itself is not compared. */
function comparedCalls({ toolCalls }: { toolCalls: CallInRequest[] }): CallInRequest[] {
  return toolCalls.filter(({ server }) => !server);
}

/** Do both sides say which call it is? One that is only referred to has no name and no arguments. */
function isNamed(theirs: CallInRequest, ours: CallInRequest): boolean {
  return theirs.name !== '' && ours.name !== '';
}

function namesOf(calls: CallInRequest[]): string {
  return calls.map(({ name }) => name || UNNAMED).join(', ') || 'none';
}

function callDifferences(where: string, theirs: CallInRequest, ours: CallInRequest): Difference[] {
  const found: Difference[] = [];
  const note = (field: string, asked: string, recorded: string) =>
    found.push({
      field: `${where}, ${field} of ${theirs.name || ours.name}`,
      received: asked,
      recorded,
    });
  if (isNamed(theirs, ours) && !sameArguments(theirs.argumentsText, ours.argumentsText)) {
    note('arguments', shorten(theirs.argumentsText), shorten(ours.argumentsText));
  }
  if (resultKey(theirs) !== resultKey(ours)) {
    note('result', describeResult(theirs), describeResult(ours));
  }
  return found;
}

function resultKey({ result }: CallInRequest): string {
  const call = { name: '', argumentsText: '', ...(result !== undefined && { result }) };
  return messageKey({ role: 'assistant', text: '', toolCalls: [call] });
}

function describeResult({ result }: CallInRequest): string {
  return result === undefined ? 'none' : quote(result);
}

function describeMessage(message: Message): string {
  if (message.role === 'user') return `user ${quote(message.text)}`;
  if (message.toolCalls.length === 0) return 'assistant, an answer without calls';
  const calls = message.toolCalls.map(({ name, argumentsText, result }) =>
    shorten(
      `${name ? `${name}(${argumentsText})` : UNNAMED} → ${result === undefined ? 'no result' : JSON.stringify(result)}`,
    ),
  );
  return `assistant calls ${calls.join(', ')}`;
}

function quote(text: string): string {
  return shorten(JSON.stringify(text));
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
