import { describe, expect, test } from 'vitest';
import { closestName } from './closest-name.ts';

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
