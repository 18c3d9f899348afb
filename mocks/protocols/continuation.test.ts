import { expect, test } from 'vitest';
import { findContinuation, type RecordedTurn } from './continuation.ts';
import type { CallInRequest, Message } from './conversation.ts';
import type { ToolCall } from './turn.ts';

const user = (text: string) => ({ role: 'user', text }) as const;
const recordedCall = (name: string, more: Partial<ToolCall> = {}): ToolCall => ({
  name,
  argumentsText: '{"a": 1}',
  ...more,
});
const resentCall = (name: string, more: Partial<CallInRequest> = {}): CallInRequest => ({
  name,
  argumentsText: '{"a":1}',
  result: `${name}!`,
  ...more,
});
const answer = (...toolCalls: ToolCall[]): RecordedTurn => ({ role: 'assistant', toolCalls });
const resent = (...toolCalls: CallInRequest[]): Message => ({
  role: 'assistant',
  text: '',
  toolCalls,
});
const results = (recorded: RecordedTurn[], messages: Message[]) =>
  findContinuation(recorded, messages)?.calls.map(([call, { result }]) => [call.name, result]);

test('returns the messages after the recorded answer', () => {
  const found = findContinuation([user('Hi'), answer()], [user('Hi'), resent(), user('Bye')]);
  expect(found).toEqual({ calls: [], rest: [user('Bye')] });
});

test('returns the question after one without an answer', () => {
  expect(findContinuation([user('Hi')], [user('Hi'), user('Again')])?.rest).toEqual([
    user('Again'),
  ]);
});

test('returns the answer to a question that has none recorded', () => {
  expect(findContinuation([user('Hi')], [user('Hi'), resent()])?.rest).toEqual([resent()]);
});

test('rejects other questions and other calls', () => {
  expect(findContinuation([user('Hi')], [user('Ho')])).toBeUndefined();
  expect(findContinuation([user('Hi'), user('Ho')], [user('Hi')])).toBeUndefined();
  const recorded = [user('Hi'), answer(recordedCall('add'))];
  expect(findContinuation(recorded, [user('Hi'), resent(resentCall('mul'))])).toBeUndefined();
  const other = resentCall('add', { argumentsText: '{"a":2}' });
  expect(findContinuation(recorded, [user('Hi'), resent(other)])).toBeUndefined();
});

const two = [user('Hi'), answer(recordedCall('add')), answer(recordedCall('mul')), answer()];

test.each([
  ['as one message each', [resent(resentCall('add')), resent(resentCall('mul')), resent()]],
  ['as one message', [resent(resentCall('add'), resentCall('mul'))]],
])('finds calls that are sent back %s', (_name, turns) => {
  const messages = [user('Hi'), ...turns, user('Bye')];
  expect(results(two, messages)).toEqual([
    ['add', 'add!'],
    ['mul', 'mul!'],
  ]);
  expect(findContinuation(two, messages)?.rest).toEqual([user('Bye')]);
});

test('returns a call that is not recorded, beside one that is', () => {
  const recorded = [user('Hi'), answer(recordedCall('add'))];
  const messages = [user('Hi'), resent(resentCall('add'), resentCall('mul'))];
  expect(findContinuation(recorded, messages)?.rest).toEqual([resent(resentCall('mul'))]);
});

test("finds the app's calls with and without those that the provider ran", () => {
  const recorded = [
    user('Hi'),
    answer(recordedCall('search', { providerExecuted: true }), recordedCall('add')),
  ];
  expect(results(recorded, [user('Hi'), resent(resentCall('add'))])).toEqual([['add', 'add!']]);
  const both = [user('Hi'), resent(resentCall('search'), resentCall('add'))];
  expect(results(recorded, both)).toHaveLength(2);
});

test('takes a call without a name for the recorded one in its place', () => {
  const nameless = resentCall('', { argumentsText: '', result: '5' });
  expect(
    results([user('Hi'), answer(recordedCall('add'))], [user('Hi'), resent(nameless)]),
  ).toEqual([['add', '5']]);
});
