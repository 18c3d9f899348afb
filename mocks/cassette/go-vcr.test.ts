import { expect, test } from 'vitest';
import { wrongFields } from '../test/go-vcr.ts';
import { recorded } from '../test/samples.ts';
import { formatCassette } from './format.ts';

test.each(recorded)('%s: go-vcr can load what is written', (_name, cassette) => {
  expect(wrongFields(formatCassette(cassette))).toEqual([]);
});

test.each([
  ['version: 1\ninteractions: []\n', 'version: 1'],
  ['version: 2\ninteractions: []\na: 1\n', 'a'],
  [
    'version: 2\ninteractions:\n- id: 0\n  request: {url: 5}\n  response: {}\n',
    'url: 5 is no string',
  ],
  [
    'version: 2\ninteractions:\n- id: 0\n  request: {}\n  response: {duration: 5}\n',
    'duration: 5 is no time.Duration',
  ],
])('the check itself finds what is wrong with %j', (text, wrong) => {
  expect(wrongFields(text)).toEqual([wrong]);
});
