import { describe, expect, test } from 'vitest';
import { replaying } from '../test/replaying.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';

const hi = interaction([user('Hi')], streamOfText('Hello'));
const hello = { role: 'assistant', content: 'Hello' };

describe('explainMiss', () => {
  test('finds the recording whose conversation has one message more', () => {
    const bye = user('Bye');
    const replay = replaying(
      cassette(
        hi,
        interaction([user('Hi'), hello, bye], streamOfText('Bye')),
        interaction([user('Hi'), hello, bye, hello, user('Hi')], streamOfText('Hello')),
      ),
    );
    expect(replay.miss([user('Hi'), bye]).nearest).toMatchObject({
      interaction: 2,
      differences: [
        {
          field: 'message 2',
          received: 'user "Bye"',
          recorded: expect.stringMatching(/^assistant/),
        },
        { field: 'message 3', recorded: 'user "Bye"' },
      ],
    });
  });

  test.each([
    ['the most messages in common', ['a', 'd', 'd'], ['d', 'b', 'c'], 2],
    ['then the longest common beginning', ['d', 'b', 'c'], ['a', 'b', 'd'], 2],
    ['then the nearest length', ['d'], ['d', 'd'], 2],
    ['then the first place in the file', ['d'], ['e'], 1],
  ])('finds the recording with %s', (_name, first, second, place) => {
    const list = [first, second].map((texts) => interaction(texts.map(user), ''));
    const { nearest } = replaying(cassette(...list)).miss(['a', 'b', 'c'].map(user));
    expect(nearest?.interaction).toBe(place);
  });
});
