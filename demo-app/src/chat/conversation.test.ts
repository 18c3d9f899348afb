import { expect, test } from 'vitest';
import { type AssistantTurn, type ChatState, conversationOf } from './conversation.ts';
import type { ChatMessage, ChatPart, Metadata } from './types.ts';

const question: ChatMessage = { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Add' }] };
const start: ChatPart = { type: 'step-start' };
const text = (words: string): ChatPart => ({ type: 'text', text: words });
const thought = (words: string): ChatPart => ({ type: 'reasoning', text: words });
const call = (fields: object): ChatPart =>
  ({ type: 'tool-add', toolCallId: '0', ...fields }) as unknown as ChatPart;
const done = call({ state: 'output-available', input: { a: 2 }, output: '5' });
const open = call({ state: 'input-available', input: { a: 2 } });

function show(
  parts: ChatPart[],
  { metadata = {}, ...state }: { metadata?: Metadata } & Partial<ChatState> = {},
) {
  const answer: ChatMessage = { id: 'a', role: 'assistant', parts, metadata };
  const shown = conversationOf({
    messages: [question, answer],
    status: 'streaming',
    error: undefined,
    ...state,
  });
  return { ...shown, turns: shown.messages.slice(1) as AssistantTurn[] };
}

test('each step with something to see is a turn', () => {
  const { turns } = show([start, text('\nI '), text(' add'), done, start, text(''), start], {
    metadata: { finished: 1 },
  });
  expect(turns).toMatchObject([
    { status: 'done', text: '\nI  add', calls: [{ status: 'done', result: '5' }] },
  ]);
  expect(show([start, text('It is')]).turns).toMatchObject([{ status: 'streaming' }]);
});

test('a call is written, runs and is done', () => {
  const states = [
    [call({ state: 'input-streaming', rawInput: '{"a": ' }), 'writing', '{"a": '],
    [open, 'running', '{"a":2}'],
    [call({ state: 'output-available', input: {}, output: 1, preliminary: true }), 'running', '{}'],
    [done, 'done', '{"a":2}'],
    [call({ state: 'output-error', rawInput: '{"a', errorText: 'No.' }), 'failed', '{"a'],
  ] as const;
  for (const [part, status, input] of states) {
    expect(show([start, part]).turns[0]!.calls).toMatchObject([{ name: 'add', status, input }]);
  }
});

test('a call without a result has failed once nothing more arrives', () => {
  const reason = 'The answer ended before this call finished.';
  const { turns } = show([start, open], { status: 'error', error: new TypeError('network') });
  expect(turns).toMatchObject([{ status: 'done', calls: [{ status: 'failed', reason }] }]);
});

test('a call that the provider runs waits for no result', () => {
  const search = call({ state: 'input-available', input: {}, providerExecuted: true });
  const parts = [start, search, text('Found.')];
  for (const finishReason of ['stop', 'tool-calls'] as const) {
    const shown = show(parts, { status: 'ready', metadata: { finished: 1, finishReason } });
    expect(shown.turns).toMatchObject([{ calls: [{ status: 'done', result: '' }] }]);
    expect(shown.failure).toBeUndefined();
  }
  expect(show(parts, { status: 'error' }).turns[0]!.calls).toMatchObject([{ status: 'failed' }]);
});

test('an answer that was stopped says so where it stopped', () => {
  const stopped = { status: 'ready', metadata: { finished: 1, stopped: true } } as const;
  expect(show([start, done, start, text('It'), open], stopped).turns).toMatchObject([
    { status: 'done' },
    { status: 'stopped', text: 'It', calls: [{ reason: expect.stringContaining('You stopped') }] },
  ]);
  expect(show([start, done], stopped).turns).toMatchObject([
    { status: 'done' },
    { status: 'stopped', text: '', calls: [] },
  ]);
});

test('is running between the results of the app’s own tools and the next request', () => {
  for (const part of [open, done]) {
    expect(show([start, part], { status: 'ready', metadata: { finished: 1 } }).status).toBe(
      'running',
    );
  }
  const steps = Array.from({ length: 8 }, () => [start, done]).flat();
  const limit = show(steps, { status: 'ready', metadata: { finished: 8 } });
  expect(limit.status).toBe('idle');
  expect(limit.failure?.summary).toContain('kept calling tools');
});

test('explains an empty answer, and one that is cut off', () => {
  const end = (parts: ChatPart[], metadata: Metadata) =>
    show(parts, { status: 'ready', metadata: { finished: 1, ...metadata } }).failure?.summary;
  expect(end([start], { finishReason: 'stop' })).toContain('empty answer');
  expect(end([start, text('Half')], { finishReason: 'length' })).toContain('length limit');
  expect(end([start, text('Whole')], { finishReason: 'stop' })).toBeUndefined();
});

test('thoughts are kept apart from the text, each its own paragraph', () => {
  const thoughts = [start, thought('Two sums. '), thought(''), thought('Easy.')];
  expect(show(thoughts).turns).toMatchObject([
    { thinking: true, text: '', reasoning: 'Two sums.\n\nEasy.' },
  ]);
  expect(show([...thoughts, text('5')]).turns).toMatchObject([{ thinking: false }]);
  expect(show([...thoughts, open]).turns).toMatchObject([{ thinking: false }]);
  expect(show(thoughts, { status: 'ready' }).turns).toMatchObject([{ thinking: false }]);
  expect(show([start, thought(' '), thought('')]).turns).toEqual([]);
});
