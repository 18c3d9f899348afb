import { describe, expect, test } from 'vitest';
import { recordingsOf } from '../matching/recording.ts';
import { errorOf } from '../test/error-of.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { checkFrozenAt, type FrozenAt, planFrozen } from './frozen-at.ts';

const call = { index: 0, id: 'a', function: { name: 'weather', arguments: '{}' } };
const recordings = recordingsOf([
  cassette(
    interaction(
      [user('Hi')],
      streamOf(chunk({ content: 'Hm' }), chunk({ tool_calls: [call] }), '[DONE]'),
    ),
    interaction(
      [user('Bye')],
      streamOf(chunk({ content: 'Good' }), chunk({ content: 'bye' }), '[DONE]'),
    ),
  ),
]);

describe('planFrozen', () => {
  test.each<[FrozenAt, number, number]>([
    [{ part: 'tool-call' }, 1, 2],
    [{ part: { type: 'tool-call', name: 'weather' } }, 1, 2],
    [{ part: 'text' }, 1, 1],
    [{ part: 'text', interaction: 2 }, 2, 1],
    [{ text: 'Goodbye' }, 2, 2],
    [{ text: /^g/i }, 2, 1],
  ])('stops at %j in interaction %i after %i events', (frozenAt, number, events) => {
    const { recording, delivery } = planFrozen(frozenAt, recordings);
    expect(recording.number).toBe(number);
    expect(delivery.events).toHaveLength(events);
    expect(delivery.end).toBe('stall');
  });

  test.each<[FrozenAt, string]>([
    [{ part: 'reasoning' }, 'none of the 2 recorded interactions holds reasoning'],
    [{ part: 'tool-call', interaction: 2 }, 'interaction 2 does not hold tool-call'],
    [{ text: 'Hm', interaction: 3 }, 'interaction 3 does not exist'],
  ])('rejects %j, which is not recorded', (frozenAt, words) => {
    const error = errorOf(() => planFrozen(frozenAt, recordings));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });
});

test.each<[unknown, string]>([
  ['tool-call', "expected { part: 'tool-call' } or { text: 'Hello' }"],
  [{}, 'Invalid frozenAt'],
  [{ part: 'text', text: 'Hm' }, 'Invalid frozenAt'],
  [{ part: 'text', times: 2 }, 'Invalid frozenAt'],
  [{ part: 'tool-cal' }, 'Did you mean "tool-call"?'],
  [{ text: 3 }, 'Invalid frozenAt.text'],
  [{ text: 'Hm', interaction: 0 }, 'Invalid frozenAt.interaction'],
])('checkFrozenAt rejects %j', (value, words) => {
  expect(errorOf(() => checkFrozenAt(value)).message).toContain(words);
});
