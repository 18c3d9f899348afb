import { expect, test } from 'vitest';
import { createReplay } from '../../replay/replay.ts';
import { cassette, interaction, streamOfText, user } from '../../test/samples.ts';
import { copyRequest, toAppRequest } from '../../playhead/request-context.ts';
import { compareRequests } from './compared-requests.ts';

const url = 'http://127.0.0.1:40123/v1/chat/completions';
const asking = (text: string, more: object = {}, at = url) => ({
  method: 'POST',
  url: at,
  headers: {},
  fromWorker: false,
  body: JSON.stringify({ model: 'model-a', messages: [user(text)], stream: true, ...more }),
});
const talk = cassette(
  interaction([user('Hi')], streamOfText('Hello')),
  interaction([user('Bye')], streamOfText('Good bye')),
);

/** Answers requests as a test does, and compares what the test is shown of them. */
function compare(...sent: ReturnType<typeof asking>[]) {
  const replay = createReplay([talk], { repeat: true, sideCalls: { title: 'Hello' } });
  const requests = sent.map((each) => {
    const reply = replay.respond(each);
    return copyRequest(toAppRequest(each, { replay, reply, streams: [] }));
  });
  return compareRequests(requests);
}

test('requests come in the order of the recording, then side calls and misses by name', () => {
  const chat = 'http://127.0.0.1:1/v1/chat/completions?key=1';
  const compared = compare(
    asking('What?', {}, 'http://localhost:9/other/3f2a8c1e-9b7d-4c1a-8e2f-0a1b2c3d4e5f'),
    asking('Write a title'),
    asking('What?', {}, chat),
    asking('Bye', { top_p: 1 }),
    asking('Hi', { top_p: 2 }),
    asking('Bye', { top_p: 3 }),
  );
  const lines = compared.map(
    ({ answer, changes }) => `${answer}: ${changes.map(({ received }) => received).join()}`,
  );
  expect(lines).toEqual([
    'sample, interaction 1: 2',
    'sample, interaction 2: 1',
    'sample, interaction 2: 3',
    'miss, POST /other/<id>: ',
    'miss, POST /v1/chat/completions: ',
    'side call "title": ',
  ]);
});

test('a request that is the recorded one changes nothing', () => {
  expect(compare(asking('Hi'))[0]!.changes).toEqual([]);
});
