import { describe, expect, test } from 'vitest';
import { recordingsOf } from '../matching/recording.ts';
import { errorOf } from '../test/error-of.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { checkFrozenAt, type FrozenAt, findFrozen } from './frozen-at.ts';

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

describe('findFrozen', () => {
  test.each<[FrozenAt, number, number]>([
    [{ part: 'tool-call' }, 1, 2],
    [{ part: { type: 'tool-call', name: 'weather' } }, 1, 2],
    [{ part: 'text' }, 1, 1],
    [{ part: 'text', interaction: 2 }, 2, 1],
    [{ text: 'Goodbye' }, 2, 2],
    [{ text: /^g/i }, 2, 1],
  ])('stops at %j in interaction %i after %i events', (frozenAt, number, events) => {
    const { recording, position } = findFrozen(frozenAt, recordings);
    expect([recording.number, position]).toEqual([number, events]);
  });

  test('stops at a text that no protocol reads', () => {
    const events = ['{"say":"Good"}', '{"say":"bye"}'];
    const talk = interaction([user('Bye')], streamOf(...events));
    talk.request.url = 'https://api.example.com/talk';
    talk.request.body = '{"ask":"Bye"}';
    const unread = recordingsOf([cassette(talk)]);
    expect(findFrozen({ text: /goodbye/i }, unread).position).toBe(2);
  });

  test('stops at the text of an error response, and at no part of it', () => {
    const refused = interaction([user('Hi')], streamOf(chunk({ content: 'Overloaded' })));
    refused.response.code = 529;
    const those = recordingsOf([cassette(refused)]);
    expect(findFrozen({ text: 'Overloaded' }, those).position).toBe(1);
    expect(() => findFrozen({ part: 'text' }, those)).toThrow('no recorded answer contains it');
  });

  test('stops in the cassette that it names, by its end', () => {
    const named = (file: string) => ({
      ...cassette(interaction([user(file)], streamOf(chunk({ content: 'Hello' })))),
      file,
    });
    const two = recordingsOf([named('cassettes/a/hello.yaml'), named('cassettes/b/hello.yaml')]);
    const found = findFrozen({ part: 'text', cassette: 'b/hello' }, two);
    expect(found.recording).toBe(two[1]);
    expect(() => findFrozen({ part: 'text', cassette: 'c' }, two)).toThrow(
      'no cassette has that name. Choose one of:',
    );
  });

  test.each<[FrozenAt, string]>([
    [{ part: 'reasoning' }, 'no recorded answer contains it. Use a part or text from the cassette'],
    [{ part: 'tool-call', interaction: 2 }, 'interaction 2 does not contain it.'],
    [{ text: 'Hm', interaction: 3 }, 'interaction 3 does not exist.'],
  ])('rejects %j, which is not recorded', (frozenAt, words) => {
    const error = errorOf(() => findFrozen(frozenAt, recordings));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });
});

test.each<[unknown, string]>([
  ['tool-call', "expected { part: 'tool-call' } or { text: 'Hello' }"],
  [{}, 'Invalid frozenAt'],
  [{ part: 'text', text: 'Hm' }, 'Invalid frozenAt'],
  [{ part: 'text', times: 2 }, 'Unknown field of frozenAt "times"'],
  [{ part: 'tool-cal' }, 'Did you mean "tool-call"?'],
  [{ text: 3 }, 'Invalid frozenAt.text'],
  [{ text: 'Hm', cassette: 1 }, 'Invalid frozenAt.cassette'],
  [{ text: 'Hm', interaction: 0 }, 'Invalid frozenAt.interaction'],
])('checkFrozenAt rejects %j', (value, words) => {
  expect(errorOf(() => checkFrozenAt(value)).message).toContain(words);
});
