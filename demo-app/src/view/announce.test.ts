import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  asked,
  askedAgain,
  type Conversation,
  EMPTY,
  ended,
  received,
  stopped,
} from '../chat/conversation.ts';
import type { StreamPart } from '../chat/stream-part.ts';
import { announce, NOTHING_TOLD, type Told } from './announce.ts';

const text = (words: string) => ({ type: 'text-delta', text: words }) as const;
const step: StreamPart = { type: 'finish-step', finishReason: 'stop' };
const call = { type: 'tool-call', toolCallId: 'a', toolName: 'add', input: {} } as const;

/** Every announcement, where one is made after each part. */
function heard(...parts: StreamPart[]): string[] {
  const states: Conversation[] = [asked(EMPTY, 'Add')];
  for (const part of parts) states.push(received(states.at(-1)!, part));
  return heardIn(...states, ended(states.at(-1)!));
}

/** Every announcement of a conversation that goes through these states. */
function heardIn(...states: Conversation[]): string[] {
  let told: Told = NOTHING_TOLD;
  return states.flatMap((state) => {
    const next = announce(told, state);
    ({ told } = next);
    return next.words;
  });
}

const tokens = (markdown: string) => markdown.split(/(?<=\s)|(?=[.!?])/).map(text);

test('says whole sentences, not tokens', () => {
  expect(heard(...tokens('The sum is 5. The product is 6'), step)).toEqual([
    'The sum is 5.',
    'The product is 6',
    'Answer complete',
  ]);
});

test('says each line of a list when it is whole', () => {
  expect(heard(...tokens('Both:\n1. Sum\n2. Product\n'), step)).toEqual([
    'Both:',
    '1. Sum',
    '2. Product',
    'Answer complete',
  ]);
});

test('tells an answer anew that is asked for again, and not the old one', () => {
  const first = ended(received(asked(EMPTY, 'Add'), text('It is 5, I think.')));
  const again = askedAgain(first);
  const next = received(again, text('It is 5.'));
  const told = ['It is 5, I think.'];
  expect(heardIn(first, again, next, ended(next))).toEqual([
    ...told,
    'It is 5.',
    'Answer complete',
  ]);
});

test('does not tell the old answer anew where no new one has come', () => {
  const first = received(asked(EMPTY, 'Add'), text('It is 5.'));
  const again = askedAgain(ended(first));
  const told = ['It is 5.', 'Answer complete'];
  expect(heardIn(first, ended(first), again, stopped(again))).toEqual([...told, 'Answer stopped']);
  const refused = received(again, { type: 'error', error: new TypeError('network') });
  expect(heardIn(first, ended(first), again, refused, ended(refused))).toEqual(told);
  const later = received(asked(ended(refused), 'More'), text('It is 6.'));
  expect(heardIn(first, ended(first), again, refused, ended(refused), later, ended(later))).toEqual(
    [...told, 'It is 6.', 'Answer complete'],
  );
});

test('says that an answer was stopped', () => {
  const begun = received(asked(EMPTY, 'Add'), text('It is 5. Or'));
  const { told } = announce(NOTHING_TOLD, begun);
  expect(announce(told, stopped(begun)).words).toEqual(['Or', 'Answer stopped']);
});

test('names code when it is whole, and does not read it', () => {
  const code = 'Run it:\n```js\nsum(2, 3). Then!\n```\nDone.';
  expect(heard(...tokens(code), step)).toEqual([
    'Run it:',
    'Code block.',
    'Done.',
    'Answer complete',
  ]);
});

test('says that a tool runs and that it is done', () => {
  const done = { type: 'tool-result', toolCallId: 'a', output: '5' } as const;
  expect(heard(text('Let me add'), call, done, step, text('It is 5.'), step)).toEqual([
    'Let me add',
    'Running add',
    'add done',
    'It is 5.',
    'Answer complete',
  ]);
});

test('says that the model thinks, and not what', () => {
  const thought = { type: 'reasoning-delta', text: 'Two sums. Easy.' } as const;
  expect(heard(thought, thought, text('5.'), step)).toEqual(['Thinking', '5.', 'Answer complete']);
});

test('leaves a failure to the alert', () => {
  expect(heard(text('Half'), { type: 'error', error: new TypeError('network') })).toEqual(['Half']);
});

test('says no turn again when a question follows', () => {
  const first = received(received(asked(EMPTY, 'One'), text('Eins.')), step);
  const { told } = announce(NOTHING_TOLD, ended(first));
  const second = received(asked(ended(first), 'Two'), text('Zwei. '));
  expect(announce(told, second).words).toEqual(['Zwei.']);
});

test('says the same words, however the text is cut', () => {
  const all =
    'One **two**. Three! `f(x)` is?\n\n- four\n- five. 2.5 six…\n\n```\na. b\n```\n| a | b |\n';
  const whole = heard(text(all), step).join(' ');
  expect(whole).toBe(
    'One two. Three! f(x) is? four five. 2.5 six… Code block. a, b Answer complete',
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: all.length })), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), all.length];
      const pieces = at.slice(1).map((to, i) => text(all.slice(at[i], to)));
      expect(heard(...pieces, step).join(' ')).toBe(whole);
    }),
  );
});
