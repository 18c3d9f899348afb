import {
  type CallInRequest,
  type Conversation,
  type Message,
  messageKey,
  sameArguments,
  sameResults,
} from '../protocols/conversation.ts';
import { shorten } from '../util/text.ts';
import { callsAtEnd, type ParsedRequest, jsonKey, rolesOf } from './parsed-request.ts';
import { bodyDifferences, type Difference } from './body-differences.ts';
import type { Match } from './options.ts';
import { equalsRecordedKey } from './redacted-key.ts';

const NOTHING = 'nothing: the conversation ends before it';
const UNNAMED = 'a call';
const SHOWN = 160;

/** Lists the compared fields in which two requests differ, in the order of the conversation. */
export function differences(
  received: ParsedRequest,
  recorded: ParsedRequest,
  match: Match,
): Difference[] {
  if (match === 'exact') return bodyDifferences(received, recorded);
  const [one, other] = [received.conversation, recorded.conversation];
  if (!one || !other) {
    const [lines, others] = [describeRequest(received), describeRequest(recorded)];
    const field = received.protocol
      ? `the request body, read as ${received.protocol.name}`
      : 'the request body';
    return [{ field, received: lines.join(' '), recorded: others.join(' ') }];
  }
  const found: Difference[] = [];
  const compare = (field: string, value: unknown, recordedValue: unknown) => {
    if (value === recordedValue) return;
    found.push({ field, received: String(value), recorded: String(recordedValue) });
  };
  compare('the protocol', received.protocol!.name, recorded.protocol!.name);
  if (![one.stream, other.stream].includes(undefined)) {
    compare('stream', one.stream, other.stream);
  }
  if (match === 'turn') {
    compare('the roles', rolesIn(one), rolesIn(other));
    return found;
  }
  if (match === 'any') {
    compare('the end', endOf(received), endOf(recorded));
    return found;
  }
  const length = Math.max(one.messages.length, other.messages.length);
  for (let at = 0; at < length; at++) {
    found.push(...messageDifferences(`message ${at + 1}`, one.messages[at], other.messages[at]));
  }
  return found;
}

function rolesIn({ messages }: Conversation): string {
  return messages.flatMap(rolesOf).join(', ');
}

function endOf(request: ParsedRequest): string {
  const names = callsAtEnd(request).map(({ name }) => name || UNNAMED);
  return names.length === 0 ? 'a question' : `results of ${names.join(', ')}`;
}

/** Describes a request, one line per message. */
export function describeRequest({ conversation, body }: ParsedRequest): string[] {
  if (!conversation) return [body === '' ? 'an empty body' : shorten(jsonKey(body), SHOWN)];
  if (conversation.messages.length === 0) return ['no messages'];
  return conversation.messages.map((message, at) => `${at + 1} ${describeMessage(message)}`);
}

function messageDifferences(
  field: string,
  received: Message | undefined,
  recorded: Message | undefined,
): Difference[] {
  if (!received || !recorded || received.role !== recorded.role) {
    const [one, other] = [received, recorded].map((each) =>
      each ? describeMessage(each) : NOTHING,
    );
    return [{ field, received: one!, recorded: other! }];
  }
  if (equalsRecordedKey(messageKey(received), messageKey(recorded))) return [];
  if (received.role === 'user' || recorded.role === 'user') {
    const [one, other] = [quote(received.text), quote(recorded.text)];
    return [{ field: `${field}, text`, received: one, recorded: other }];
  }
  const [calls, others] = [comparedCalls(received), comparedCalls(recorded)];
  const hasSameName = (call: CallInRequest, at: number) =>
    !areNamed(call, others[at]!) || call.name === others[at]!.name;
  if (calls.length !== others.length || !calls.every(hasSameName)) {
    return [{ field: `${field}, calls`, received: namesOf(calls), recorded: namesOf(others) }];
  }
  return calls.flatMap((call, at) => callDifferences(field, call, others[at]!));
}

/** Leaves out the calls that the provider ran itself: they are not compared. */
function comparedCalls({ toolCalls }: { toolCalls: CallInRequest[] }): CallInRequest[] {
  return toolCalls.filter(({ providerExecuted }) => !providerExecuted);
}

/** Tells whether both sides name the call. One that is only referred to has no name and no arguments. */
function areNamed(one: CallInRequest, other: CallInRequest): boolean {
  return one.name !== '' && other.name !== '';
}

function namesOf(calls: CallInRequest[]): string {
  return calls.map(({ name }) => name || UNNAMED).join(', ') || 'none';
}

function callDifferences(
  message: string,
  received: CallInRequest,
  recorded: CallInRequest,
): Difference[] {
  const found: Difference[] = [];
  const add = (what: string, show: (call: CallInRequest) => string) =>
    found.push({
      field: `${message}, ${what} of ${received.name || recorded.name}`,
      received: show(received),
      recorded: show(recorded),
    });
  if (
    areNamed(received, recorded) &&
    !sameArguments(received.argumentsText, recorded.argumentsText)
  ) {
    add('arguments', ({ argumentsText }) => shorten(argumentsText, SHOWN));
  }
  if (!sameResults(received.result, recorded.result)) add('result', describeResult);
  return found;
}

function describeResult({ result }: CallInRequest): string {
  return result === undefined ? 'none' : quote(result);
}

function describeMessage(message: Message): string {
  if (message.role === 'user') return `user ${quote(message.text)}`;
  if (message.toolCalls.length === 0) return 'assistant, without calls';
  const calls = message.toolCalls.map(({ name, argumentsText, result }) => {
    const call = name ? `${name}(${argumentsText})` : UNNAMED;
    const returned = result === undefined ? 'no result' : JSON.stringify(result);
    return shorten(`${call} → ${returned}`, SHOWN);
  });
  return `assistant calls ${calls.join(', ')}`;
}

function quote(text: string): string {
  return shorten(JSON.stringify(text), SHOWN);
}
