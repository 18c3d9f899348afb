import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { checkChunking } from './chunking.ts';

describe('checkChunking', () => {
  test.each(['event', 'whole', { bytes: 1 }, { seed: -3 }])('accepts %j', (value) => {
    expect(() => checkChunking(value)).not.toThrow();
  });

  test.each([
    ['an unknown name', 'chunks'],
    ['no bytes', { bytes: 0 }],
    ['half a byte', { bytes: 1.5 }],
    ['bytes as text', { bytes: '1' }],
    ['both fields', { bytes: 1, seed: 1 }],
    ['no field', {}],
    ['null', null],
  ])('rejects %s', (_name, value) => {
    const error = errorOf(() => checkChunking(value));
    expect(error.code).toBe('bad-option');
    expect(error.message).toMatch(/'event', 'whole', \{ bytes: 1 \} or \{ seed: 1 \}/);
  });

  test('suggests the name that is meant', () => {
    expect(errorOf(() => checkChunking('hole')).message).toContain('Did you mean "whole"?');
  });
});
