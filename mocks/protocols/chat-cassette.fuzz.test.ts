import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ADDRESSES } from '../test/conversations.ts';
import { expectedTurns } from '../test/expected-turns.ts';
import { compact } from '../util/json.ts';
import { PlayheadError } from '../util/error.ts';
import type { Answer } from './answer.ts';
import { chatCassette } from './chat-cassette.ts';
import type { Exchange } from './plan-conversation.ts';
import { protocols } from './protocols.ts';
import { transcript } from './transcript.ts';

// One address a protocol, and the binary one.
const LABELS = new Set<string>([...protocols.map(({ name }) => name), 'Bedrock']);
const addresses = ADDRESSES.filter(({ label }) => LABELS.has(label));

/** Returns what a cassette of anything throws that is not a PlayheadError; undefined: nothing. */
function wrongError(exchanges: unknown, options: unknown): unknown {
  try {
    chatCassette(exchanges as Exchange[], options as object);
  } catch (error) {
    if (!(error instanceof PlayheadError) || error.code !== 'bad-option') return error;
  }
  return undefined;
}

const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
const text = fc.oneof(fc.string(), fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }));
/** Makes some keys right, and some not. */
const almost = fc.record(
  {
    reasoning: fc.oneof(text, anything),
    text: fc.oneof(text, anything),
    toolCalls: fc.oneof(
      fc.array(
        fc.record({ name: fc.string(), arguments: fc.oneof(text, fc.object()), result: anything }),
        { maxLength: 2 },
      ),
      anything,
    ),
    usage: fc.oneof(fc.record({ input: fc.nat(), output: fc.nat() }), anything),
    error: fc.oneof(fc.string(), anything),
  },
  { requiredKeys: [] },
);

test.each(addresses)('$label: anything gives a cassette, or one error', ({ protocol, url }) => {
  const options = compact({ protocol, url });
  fc.assert(
    fc.property(anything, almost, almost, (some, one, other) => {
      expect(wrongError(some, options)).toBeUndefined();
      expect(wrongError([['Hi', some]], options)).toBeUndefined();
      expect(wrongError([['Hi', [one, other]]], options)).toBeUndefined();
      expect(wrongError([['Hi', 'Hello']], some)).toBeUndefined();
    }),
    { numRuns: 20 },
  );
});

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }),
);
const call = fc.record({
  name: fc.constantFrom('add', 'weather', 'now'),
  arguments: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
  result: fc.jsonValue(),
});
const loop = fc
  .tuple(
    fc.array(
      fc.record({ text: pieces, toolCalls: fc.array(call, { minLength: 1, maxLength: 3 }) }),
      {
        maxLength: 2,
      },
    ),
    fc.record({ text: pieces, reasoning: pieces }),
  )
  .map(([calls, last]): Answer[] => [...calls, last]);
/** Each is another question, so that no conversation continues one of the same words. */
const conversation = fc
  .array(loop, { minLength: 1, maxLength: 3 })
  .map((loops) => loops.map((answers, at): Exchange => [`Question ${at}`, answers]));

test.each(addresses)('$label: says any conversation', ({ protocol, url }) => {
  fc.assert(
    fc.property(conversation, (exchanges) => {
      const { turns } = transcript(chatCassette(exchanges, compact({ protocol, url })));
      expect(turns).toEqual(expectedTurns(protocol, exchanges));
    }),
    { numRuns: 12 },
  );
});
