import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { checkChoice, checkOption, checkOptions, invalid, oneOf } from './check-options.ts';

const PACES = ['instant', 'manual'];

interface Options {
  cassette?: string;
  pace?: string;
}

const check = (options: object, noun?: string) =>
  checkOptions<Options>(
    options,
    {
      cassette: (value) => checkOption('cassette', value, typeof value === 'string', 'a name'),
      pace: (value) => checkChoice('pace', value, PACES),
    },
    noun,
  );

describe('checkOptions', () => {
  test('returns valid options', () => {
    const options = { cassette: 'weather', pace: undefined };
    expect(check(options)).toBe(options);
  });

  test.each([
    [{ casette: 'weather' }, 'Unknown option "casette". Did you mean "cassette"?'],
    [{ speed: 1 }, 'Unknown option "speed". Valid names: cassette, pace.'],
    [{ toString: 1 }, 'Unknown option "toString".'],
    [{ casette: undefined }, 'Unknown option "casette".'],
    [{ pace: 'manuel' }, 'Invalid pace "manuel". Did you mean "manual"?'],
    [{ pace: 'zzz' }, `Invalid pace: expected 'instant' or 'manual', got "zzz".`],
    [{ pace: null }, `Invalid pace: expected 'instant' or 'manual', got null.`],
    [{ cassette: 5 }, 'Invalid cassette: expected a name, got 5.'],
  ])('rejects %j', (options, message) => {
    const error = errorOf(() => check(options));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(message);
  });

  test('calls an option by the given noun', () => {
    expect(errorOf(() => check({ speed: 1 }, 'budget')).message).toContain('Unknown budget');
  });
});

describe('invalid', () => {
  test('suggests no name for a value that is not a string', () => {
    expect(invalid('pace', ['manual'], 'a pace', PACES).message).not.toContain('Did you mean');
  });
});

describe('oneOf', () => {
  test.each([
    [[], ''],
    [['a'], "'a'"],
    [['a', 'b'], "'a' or 'b'"],
    [['a', 'b', 'c'], "'a', 'b' or 'c'"],
  ])('joins %j', (names, text) => {
    expect(oneOf(names)).toBe(text);
  });
});
