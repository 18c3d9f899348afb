import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { checkChunking, chunkSizes } from './chunking.ts';

describe('checkChunking', () => {
  test.each(['event', 'whole', 'recorded', { bytes: 1 }, { seed: -3 }])('accepts %j', (value) => {
    expect(() => checkChunking(value)).not.toThrow();
  });

  test.each([
    ['an unknown name', 'chunks'],
    ['no bytes', { bytes: 0 }],
    ['half a byte', { bytes: 1.5 }],
    ['bytes as text', { bytes: '1' }],
    ['both fields', { bytes: 1, seed: 1 }],
    ['no field', {}],
    ['another field', { size: 1 }],
    ['null', null],
    ['nothing', undefined],
  ])('rejects %s', (_name, value) => {
    const error = errorOf(() => checkChunking(value));
    expect(error.code).toBe('bad-option');
    expect(error.message).toMatch(
      /^Invalid chunking: .*'event', 'whole', 'recorded', \{ bytes: 1 \} or \{ seed: 1 \}/,
    );
  });

  test.each([
    ['hole', 'whole'],
    ['events', 'event'],
  ])('given %s, suggests %s', (value, meant) => {
    const { message } = errorOf(() => checkChunking(value));
    expect(message).toBe(`Invalid chunking "${value}". Did you mean "${meant}"?`);
  });
});

describe('chunkSizes', () => {
  test('gives a seed the same sizes in every version', () => {
    const next = chunkSizes({ seed: 1 });
    expect(Array.from({ length: 8 }, next)).toEqual([77, 1, 38, 897, 822, 7, 69, 147]);
  });
});
