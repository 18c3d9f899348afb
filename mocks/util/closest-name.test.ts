import { describe, expect, test } from 'vitest';
import { closestName, suggestName } from './closest-name.ts';

const VALID = ['cassette', 'cassetteDir', 'pace', 'carrier'];

describe('closestName', () => {
  test.each([
    ['casette', 'cassette'],
    ['cassettedir', 'cassetteDir'],
    ['pase', 'pace'],
    ['carier', 'carrier'],
  ])('finds for %s the name %s', (name, meant) => {
    expect(closestName(name, VALID)).toBe(meant);
  });

  test.each(['page', 'trace', 'baseURL', ''])('finds nothing near %j', (name) => {
    expect(closestName(name, ['cassette', 'carrier'])).toBeUndefined();
  });
});

test('a long list of names is cut', () => {
  const names = Array.from({ length: 20 }, (_, at) => `cassette-${at}`);
  const listed = names.slice(0, 12).join(', ');
  expect(suggestName('x', names)).toBe(`Choose one of: ${listed} and 8 more.`);
  expect(suggestName('x', ['one', 'other'])).toBe('Choose one of: one, other.');
  expect(suggestName('ome', ['one', 'other'])).toBe('Did you mean "one"?');
});
