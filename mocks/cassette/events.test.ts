import { expect, test } from 'vitest';
import type { RecordedResponse } from './cassette.ts';
import { eventsOf } from './events.ts';

const recorded = (): RecordedResponse => ({
  code: 200,
  headers: { 'Content-Type': ['text/event-stream'] },
  body: 'data: 1\n\ndata: 2\n\n',
});
const rawOf = (response: RecordedResponse) => eventsOf(response).map(({ raw }) => raw);

test('eventsOf splits a response once', () => {
  const response = recorded();
  expect(eventsOf(response)).toBe(eventsOf(response));
});

test.each<[what: string, change: (response: RecordedResponse) => void, raws: string[]]>([
  ['another body', (response) => (response.body = 'data: 3\n\n'), ['data: 3\n\n']],
  [
    'another content type',
    (response) => (response.headers = { 'content-type': ['text/plain'] }),
    ['data: 1\n\ndata: 2\n\n'],
  ],
  ['another status', (response) => (response.code = 204), []],
])('eventsOf splits a response again that has got %s', (_what, change, raws) => {
  const response = recorded();
  expect(rawOf(response)).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  change(response);
  expect(rawOf(response)).toEqual(raws);
});
