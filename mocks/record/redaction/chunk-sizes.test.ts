import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptChunkSizes } from './chunk-sizes.ts';

test.each([
  ['a border before a replaced range stays', [4, 6], [{ start: 5, end: 8, length: 1 }], [4, 4]],
  ['a border after it moves', [8, 2], [{ start: 5, end: 8, length: 1 }], [6, 2]],
  ['a border in it stays in the replacement', [6, 4], [{ start: 5, end: 8, length: 9 }], [6, 10]],
  ['a border in it moves to its end', [7, 3], [{ start: 5, end: 8, length: 1 }], [6, 2]],
  ['a chunk of which nothing is left goes', [5, 3, 2], [{ start: 5, end: 8, length: 0 }], [5, 2]],
])('%s', (_name, sizes, edits, expected) => {
  expect(adaptChunkSizes(sizes, edits, 10)).toEqual(expected);
});

test('gives none where they were not those of the body', () => {
  expect(adaptChunkSizes([4, 5], [], 10)).toBeUndefined();
});

test('sums up to the new length, without empty chunks', () => {
  const range = fc.record({
    gap: fc.nat(9),
    size: fc.integer({ min: 1, max: 9 }),
    length: fc.nat(20),
  });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.array(range),
      (sizes, ranges) => {
        const length = sizes.reduce((sum, size) => sum + size, 0);
        let at = 0;
        const edits = ranges.flatMap(({ gap, size, length: now }) => {
          const start = at + gap;
          at = start + size;
          return at <= length ? [{ start, end: at, length: now }] : [];
        });
        const after =
          length + edits.reduce((sum, each) => sum + each.length - (each.end - each.start), 0);
        const adapted = adaptChunkSizes(sizes, edits, length)!;
        expect(adapted.reduce((sum, size) => sum + size, 0)).toBe(after);
        expect(adapted.every((size) => size > 0)).toBe(true);
      },
    ),
  );
});
