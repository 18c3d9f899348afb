import { expect, test } from 'vitest';
import { dropDanglingMarker } from './drop-dangling-marker.ts';

test.each([
  ['The results:\n-', 'The results:\n'],
  ['The results:\n  == ', 'The results:\n'],
  ['The results:\n- one', 'The results:\n- one'],
  ['2 - ', '2 - '],
  ['-', '-'],
])('%j is shown as %j', (text, shown) => {
  expect(dropDanglingMarker(text)).toBe(shown);
});
