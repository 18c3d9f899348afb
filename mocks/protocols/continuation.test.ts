import { expect, test } from 'vitest';
import { continuation, type Told } from './continuation.ts';
import type { AskedCall, Message } from './conversation.ts';
import type { ToolCall } from './turn.ts';

const user = (text: string) => ({ role: 'user', text }) as const;
const toldCall = (name: string, more: Partial<ToolCall> = {}): ToolCall => ({
  name,
  argumentsText: '{"a": 1}',
  ...more,
});
const askedCall = (name: string, more: Partial<AskedCall> = {}): AskedCall => ({
  name,
  argumentsText: '{"a":1}',
  result: `${name}!`,
  ...more,
});
const said = (...toolCalls: ToolCall[]): Told => ({ role: 'assistant', toolCalls });
const resent = (...toolCalls: AskedCall[]): Message => ({ role: 'assistant', text: '', toolCalls });
const results = (told: Told[], messages: Message[]) =>
  continuation(told, messages)?.calls.map(([call, { result }]) => [call.name, result]);

test('an answer and another question go on', () => {
  const found = continuation([user('Hi'), said()], [user('Hi'), resent(), user('Bye')]);
  expect(found).toEqual({ calls: [], rest: [user('Bye')] });
});

test('a question without an answer goes on with the next', () => {
  expect(continuation([user('Hi')], [user('Hi'), user('Again')])?.rest).toEqual([user('Again')]);
});

test('what was said to a question that got no answer is new', () => {
  expect(continuation([user('Hi')], [user('Hi'), resent()])?.rest).toEqual([resent()]);
});

test('another question or another call is another conversation', () => {
  expect(continuation([user('Hi')], [user('Ho')])).toBeUndefined();
  expect(continuation([user('Hi'), user('Ho')], [user('Hi')])).toBeUndefined();
  const told = [user('Hi'), said(toldCall('add'))];
  expect(continuation(told, [user('Hi'), resent(askedCall('mul'))])).toBeUndefined();
  const other = askedCall('add', { argumentsText: '{"a":2}' });
  expect(continuation(told, [user('Hi'), resent(other)])).toBeUndefined();
});

const two = [user('Hi'), said(toldCall('add')), said(toldCall('mul')), said()];

test.each([
  ['each for itself', [resent(askedCall('add')), resent(askedCall('mul')), resent()]],
  ['in one', [resent(askedCall('add'), askedCall('mul'))]],
])('turns with calls are re-sent %s', (_name, turns) => {
  const messages = [user('Hi'), ...turns, user('Bye')];
  expect(results(two, messages)).toEqual([
    ['add', 'add!'],
    ['mul', 'mul!'],
  ]);
  expect(continuation(two, messages)?.rest).toEqual([user('Bye')]);
});

test('a call that nothing told is new, also in a turn that was told in part', () => {
  const told = [user('Hi'), said(toldCall('add'))];
  const messages = [user('Hi'), resent(askedCall('add'), askedCall('mul'))];
  expect(continuation(told, messages)?.rest).toEqual([resent(askedCall('mul'))]);
});

test("the provider's own calls are re-sent or not", () => {
  const told = [user('Hi'), said(toldCall('search', { server: true }), toldCall('add'))];
  expect(results(told, [user('Hi'), resent(askedCall('add'))])).toEqual([['add', 'add!']]);
  const both = [user('Hi'), resent(askedCall('search'), askedCall('add'))];
  expect(results(told, both)).toHaveLength(2);
});

test('a call that is only referred to is the one that was told in its place', () => {
  const nameless = askedCall('', { argumentsText: '', result: '5' });
  expect(results([user('Hi'), said(toldCall('add'))], [user('Hi'), resent(nameless)])).toEqual([
    ['add', '5'],
  ]);
});
