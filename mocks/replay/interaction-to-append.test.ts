import { describe, expect, test } from 'vitest';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { transcript } from '../protocols/transcript.ts';
import { recorded } from '../test/samples.ts';
import { bodyText } from '../wire/body.ts';
import { markPlayed } from '../matching/recording.ts';
import { createReplay } from './replay.ts';

const completions = recorded.filter(
  ([, { interactions }]) =>
    createReplay([{ version: 2, interactions }]).recordings[0]!.request.conversation,
);

describe('the interaction of a miss, pasted at the end of the cassette', () => {
  test.each(completions)('%s: answers the request', (_name, cassette) => {
    const last = cassette.interactions.at(-1)!;
    const { method, url, body } = last.request;
    const request = { method, url, body: bodyText(body) };
    const before = { ...cassette, interactions: cassette.interactions.slice(0, -1) };
    const reply = createReplay([before]).respond(request);
    if (!('miss' in reply)) return; // the same was asked before
    const pasted = parseCassette(
      `${formatCassette(before).replace(/\s*\[\]\n$/, '\n')}${reply.miss.append}`,
    );
    expect(pasted.interactions.slice(0, -1)).toEqual(before.interactions);
    expect(pasted.interactions.at(-1)!.request.body).toEqual(request.body);
    const replay = createReplay([pasted]);
    for (const recording of replay.recordings.slice(0, -1)) markPlayed(recording);
    expect(replay.respond(request)).toHaveProperty('delivery');
    expect(transcript(pasted).turns.at(-1)).toMatchObject({
      role: 'assistant',
      text: 'Write the answer here.',
    });
  });

  test('is readable: one line per event', () => {
    const { request } = recorded[0]![1].interactions[0]!;
    const reply = createReplay([]).respond({ ...request, body: bodyText(request.body) });
    const { append = '' } = 'miss' in reply ? reply.miss : {};
    expect(append).toMatch(/^- id: 0\n {2}request:\n {4}body: '\{/);
    expect(append).toMatch(/\n {4}body: \|\+\n {6}data: \{.*\}\n\n {6}data: /);
  });

  test('is absent if the request is not one to a model', () => {
    const reply = createReplay([]).respond({
      method: 'POST',
      url: 'https://a.example/x',
      body: 'a',
    });
    expect(reply).toHaveProperty('miss');
    expect(reply).not.toHaveProperty('miss.append');
  });
});
