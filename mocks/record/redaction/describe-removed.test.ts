import { expect, test } from 'vitest';
import { describeRemoved } from './describe-removed.ts';

test.each([
  [[], undefined],
  [
    [
      { place: 'request body', kind: 'e-mail address', count: 2 },
      { place: 'query key', kind: 'api key', count: 1 },
      { place: 'request body', kind: 'e-mail address', count: 1 },
    ],
    '3 × e-mail address (request body), 1 × api key (query key)',
  ],
  [
    [1, 2, 3, 4, 5].map((event) => ({ place: `event ${event}`, kind: 'api key', count: 1 })),
    '5 × api key (event 1; event 2; event 3; 2 more places)',
  ],
])('%j', (removed, description) => {
  expect(describeRemoved(removed)).toBe(description);
});
