import { expect, test } from 'vitest';
import {
  asked,
  type AssistantTurn,
  type Conversation,
  EMPTY,
  ended,
  received,
} from './conversation.ts';
import { reasoningText } from './reasoning.ts';
import type { StreamPart } from './stream-part.ts';

/** Fills in what the SDK's parts hold besides. */
function part(fields: { type: StreamPart['type'] } & Record<string, unknown>): StreamPart {
  return fields as unknown as StreamPart;
}

function converse(...parts: Parameters<typeof part>[0][]): Conversation {
  return parts.map(part).reduce(received, asked(EMPTY, 'Add 2 and 3'));
}

const text = (words: string) => ({ type: 'text-delta', text: words }) as const;
const start = (id: string, toolName: string) =>
  ({ type: 'tool-input-start', id, toolName }) as const;
const write = (id: string, delta: string) => ({ type: 'tool-input-delta', id, delta }) as const;
const call = (toolCallId: string, toolName: string, input: unknown) =>
  ({ type: 'tool-call', toolCallId, toolName, input }) as const;
const result = (toolCallId: string, output: string) =>
  ({ type: 'tool-result', toolCallId, output }) as const;
const step = { type: 'finish-step' } as const;

test('keeps every blank', () => {
  const { messages } = converse(text('\n'), text('The '), text(' '), text('sum'));
  expect(messages[1]).toMatchObject({ status: 'streaming', text: '\nThe  sum' });
});

test('a turn begins with the first thing to see', () => {
  expect(converse({ type: 'start-step' }).messages).toHaveLength(1);
});

test('a call writes, runs and is done', () => {
  const parts = [start('a', 'add'), write('a', '{"a": '), write('a', '2}')];
  const calls = ({ messages }: Conversation) =>
    messages.flatMap((m) => ('calls' in m ? m.calls : []));
  expect(calls(converse(...parts))).toEqual([
    { id: 'a', name: 'add', status: 'writing', input: '{"a": 2}' },
  ]);
  const running = [...parts, call('a', 'add', { a: 2 })];
  expect(calls(converse(...running))).toMatchObject([{ status: 'running', input: '{"a":2}' }]);
  expect(calls(converse(...running, result('a', '5')))).toMatchObject([
    { status: 'done', result: '5' },
  ]);
});

test('the same id in another turn, or twice in one, is another call', () => {
  const first = [start('0', 'add'), call('0', 'add', {}), result('0', '5'), step];
  const second = [start('0', 'add'), start('0', 'multiply'), write('0', '{'), step];
  const { messages } = converse(...first, ...second);
  expect(messages.slice(1)).toMatchObject([
    { calls: [{ status: 'done', result: '5' }] },
    {
      calls: [
        { name: 'add', input: '{' },
        { name: 'multiply', input: '' },
      ],
    },
  ]);
});

test('an error keeps what has arrived and fails the calls that wait', () => {
  const broken = ended(
    converse(text('Half'), start('a', 'add'), { type: 'error', error: new TypeError('network') }),
  );
  expect(broken.messages[1]).toMatchObject({
    status: 'done',
    text: 'Half',
    calls: [{ status: 'failed' }],
  });
  expect(broken.failure?.summary).toBe(
    'The connection broke off. What has arrived is kept. Try again.',
  );
});

test('what is empty or late begins no turn', () => {
  expect(converse(text(''), result('a', '5'), write('a', '{')).messages).toHaveLength(1);
});

test('a call that the provider runs waits for no result', () => {
  const search = { ...call('a', 'web_search', {}), providerExecuted: true };
  const after = converse(search, text('Found.'), { type: 'finish-step', finishReason: 'stop' });
  expect(after.messages[1]).toMatchObject({ calls: [{ status: 'done', result: '' }] });
  for (const finishReason of ['stop', 'tool-calls']) {
    const ending = part({ type: 'finish', finishReason });
    expect(received(after, ending).failure, 'its text is the answer').toBeUndefined();
  }
  const broken = converse(search, { type: 'finish-step', finishReason: 'error' });
  expect(broken.messages[1]).toMatchObject({ calls: [{ status: 'failed' }] });
});

test('a call of the app that has no result at the end of its turn never gets one', () => {
  const { messages } = converse(call('a', 'add', {}), {
    type: 'finish-step',
    finishReason: 'stop',
  });
  expect(messages[1]).toMatchObject({ calls: [{ status: 'failed' }] });
});

test('what a tool says while it runs is not its result', () => {
  const early = { ...result('a', 'half'), preliminary: true };
  const { messages } = converse(call('a', 'add', {}), early, result('a', 'whole'));
  expect(messages[1]).toMatchObject({ calls: [{ status: 'done', result: 'whole' }] });
});

test('a model that only calls tools is stopped, and that is told', () => {
  const { failure } = converse(text('Again'), call('a', 'add', {}), result('a', '5'), step, {
    type: 'finish',
    finishReason: 'tool-calls',
  });
  expect(failure?.summary).toContain('kept calling tools');
});

test('an empty answer is told', () => {
  expect(converse(step, { type: 'finish', finishReason: 'stop' }).failure?.summary).toBe(
    'The provider sent an empty answer. Try again.',
  );
});

test('a new question clears the error of the last', () => {
  const failed = converse({ type: 'error', error: { message: 'overloaded' } });
  expect(failed.failure?.summary).toContain('Overloaded.');
  expect(asked(ended(failed), 'Again').failure).toBeUndefined();
});

const thought = (words: string) => ({ type: 'reasoning-delta', text: words }) as const;

test('thoughts are kept apart from the text, each its own paragraph', () => {
  const anew = { type: 'reasoning-start' } as const;
  const { messages } = converse(anew, thought('Two'), thought(' sums.'), anew, thought('Easy.'));
  expect(messages[1]).toMatchObject({ thinking: true, text: '' });
  expect(reasoningText(messages[1] as AssistantTurn)).toBe('Two sums.\n\nEasy.');
});

test('thinking is over when the model speaks, calls a tool or ends', () => {
  const ends: Parameters<typeof part>[0][] = [text('5'), start('a', 'add'), step];
  for (const end of ends) {
    expect(converse(thought('Hm'), end).messages[1]).toMatchObject({ thinking: false });
  }
  expect(converse(text('5'), thought('Hm')).messages[1]).toMatchObject({ thinking: true });
});

test('an encrypted thought says nothing and begins no turn', () => {
  const { messages } = converse({ type: 'reasoning-start' }, thought(''), {
    type: 'reasoning-end',
  });
  expect(messages).toHaveLength(1);
});
