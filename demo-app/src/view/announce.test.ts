import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AssistantTurn, Conversation } from '../chat/conversation.ts';
import type { Failure } from '../chat/failure.ts';
import type { ToolCall } from '../chat/tool-call.ts';
import { announce, NOTHING_ANNOUNCED } from './announce.ts';

type State = Partial<Conversation> & { run?: number };

const turn = (text: string, fields: Partial<AssistantTurn> = {}): AssistantTurn => ({
  role: 'assistant',
  status: 'streaming',
  reasoning: '',
  thinking: false,
  text,
  calls: [],
  ...fields,
});
const call = (status: 'running' | 'done') => ({ name: 'add', status }) as ToolCall;
const ask = (text: string) => ({ role: 'user', id: text, text }) as const;
const failure = { summary: 'It broke off.' } as Failure;

/** Collects the announcements of a conversation that goes through these states. */
function heardIn(...states: State[]): string[] {
  let progress = NOTHING_ANNOUNCED;
  return states.flatMap(({ run = 1, ...state }) => {
    const next = announce(
      progress,
      { status: 'running', messages: [], failure: undefined, replacing: false, ...state },
      run,
    );
    ({ progress } = next);
    return next.texts;
  });
}

const answered = (...turns: AssistantTurn[]): State => ({ messages: [ask('Add'), ...turns] });
const ended = (...turns: AssistantTurn[]): State => ({
  ...answered(...turns.map((each) => ({ ...each, status: 'done' as const }))),
  status: 'idle',
});

/** Collects the announcements of a text that arrives in these pieces. */
function heard(pieces: readonly string[]): string[] {
  const texts = pieces.map((_, at) => pieces.slice(0, at + 1).join(''));
  return heardIn(...texts.map((text) => answered(turn(text))), ended(turn(texts.at(-1)!)));
}

const tokens = (markdown: string) => markdown.split(/(?<=\s)|(?=[.!?])/);

test('says whole sentences, not tokens', () => {
  expect(heard(tokens('The sum is 5. The product is 6'))).toEqual([
    'The sum is 5.',
    'The product is 6',
    'Answer complete',
  ]);
});

test('says each line of a list when it is whole', () => {
  expect(heard(tokens('Both:\n1. Sum\n2. Product\n'))).toEqual([
    'Both:',
    '1. Sum',
    '2. Product',
    'Answer complete',
  ]);
});

test('says a regenerated answer, and not the old one again', () => {
  const old = ended(turn('It is 5, I think.'));
  const again = { ...old, status: 'running', replacing: true, run: 2 } as const;
  const next = turn('It is 5.');
  expect(heardIn(old, again, { ...answered(next), run: 2 }, { ...ended(next), run: 2 })).toEqual([
    'It is 5, I think.',
    'It is 5.',
    'Answer complete',
  ]);
});

test('says the old answer once where no new one has come', () => {
  const first = answered(turn('It is 5.'));
  const old = ended(turn('It is 5.'));
  const again = { ...old, status: 'running', replacing: true, run: 2 } as const;
  const before = ['It is 5.', 'Answer complete'];
  expect(heardIn(first, old, again, { ...again, status: 'idle' })).toEqual([
    ...before,
    'Answer stopped',
  ]);
  const refused = { ...old, replacing: true, failure, run: 2 };
  const messages = [...old.messages!, ask('More'), turn('It is 6.', { status: 'done' })];
  const later = { messages, run: 3 };
  expect(heardIn(first, old, again, refused, later, { ...later, status: 'idle' })).toEqual([
    ...before,
    'It is 6.',
    'Answer complete',
  ]);
});

test('says that an answer was stopped', () => {
  const stopped = answered(turn('It is 5. Or', { status: 'stopped' }));
  expect(heardIn(answered(turn('It is 5. Or')), { ...stopped, status: 'idle' })).toEqual([
    'It is 5.',
    'Or',
    'Answer stopped',
  ]);
});

test('announces a complete code block without reading it out', () => {
  expect(heard(tokens('Run it:\n```js\nsum(2, 3). Then!\n```\nDone.'))).toEqual([
    'Run it:',
    'Code block.',
    'Done.',
    'Answer complete',
  ]);
});

test('says that a tool runs and that it is done', () => {
  const calling = (status: 'running' | 'done') => turn('Let me add', { calls: [call(status)] });
  const last = turn('It is 5.');
  expect(
    heardIn(
      answered(turn('Let me add')),
      answered(calling('running')),
      answered(calling('done')),
      ended(calling('done'), last),
    ),
  ).toEqual(['Let me add', 'Running add', 'add done', 'It is 5.', 'Answer complete']);
});

test('says that the model thinks, and not what', () => {
  const reasoning = 'Two sums. Easy.';
  const states = [answered(turn('', { reasoning })), answered(turn('5.', { reasoning }))];
  expect(heardIn(...states, ended(turn('5.', { reasoning })))).toEqual([
    'Thinking',
    '5.',
    'Answer complete',
  ]);
});

test('leaves a failure to the alert', () => {
  expect(heardIn(answered(turn('Half')), { ...ended(turn('Half')), failure })).toEqual(['Half']);
});

test('says the same words, however the text is cut', () => {
  const all =
    'One **two**. Three! `f(x)` is?\n\n- four\n- five. 2.5 six…\n\n```\na. b\n```\n| a | b |\n';
  const whole = heard([all]).join(' ');
  expect(whole).toBe(
    'One two. Three! f(x) is? four five. 2.5 six… Code block. a, b Answer complete',
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: all.length })), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), all.length];
      const pieces = at.slice(1).map((to, i) => all.slice(at[i], to));
      expect(heard(pieces).join(' ')).toBe(whole);
    }),
  );
});
