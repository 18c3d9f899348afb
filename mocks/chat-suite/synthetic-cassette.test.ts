import { expect, test } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { readCassette } from '../node/cassette-files.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { errorOf } from '../test/error-of.ts';
import { recorded } from '../test/samples.ts';
import { SYNTHETIC } from './behaviours/all.ts';
import { expectedConversation } from './expected-conversation.ts';
import { syntheticCassette } from './synthetic-cassette.ts';

const isPlayable = (cassette: Cassette) => {
  try {
    return expectedConversation(cassette).length > 0;
  } catch {
    return false;
  }
};
const folders = recorded.filter(([, cassette]) => isPlayable(cassette));
const oneOfEach = [
  ...new Map(folders.map((row) => [row[0].replace(/\/[^/]+$/, ''), row])).values(),
];

test('compares every protocol', () => {
  const names = oneOfEach.map(([, { interactions }]) => protocolOf(interactions[0]!)!.name);
  expect(new Set(names).size).toBe(6);
});

test.each(oneOfEach)('%s: answers in its protocol and at its URL', (_name, cassette) => {
  const [first] = cassette.interactions;
  for (const conversation of SYNTHETIC) {
    const made = syntheticCassette(conversation, cassette);
    expect(made.file).toBe(conversation.name);
    for (const interaction of made.interactions) {
      expect(interaction.request.url).toBe(first!.request.url);
      expect(protocolOf(interaction)).toBe(protocolOf(first!));
    }
    const texts = conversation.exchanges.map(([question, answer]) => [question, [answer].flat()]);
    expect(
      expectedConversation(made).map(({ text, responses }) => [text, responses[0]!.turn.text]),
    ).toEqual(texts.map(([question, pieces]) => [question, (pieces as string[]).join('')]));
    expect(expectedConversation(made)[0]!.responses[0]!.eventsToFirstText).toBeGreaterThan(0);
  }
});

const plain = readCassette('cassettes/groq/tool_streaming.yaml');
const [conversation] = SYNTHETIC;

test('passes over what is no completion, such as a list of models', () => {
  const url = 'https://api.groq.com/openai/v1/models';
  const request = { method: 'GET', url, headers: {}, body: '' };
  const list = { id: 0, request, response: { code: 200, headers: {}, body: '{"data":[]}' } };
  const made = syntheticCassette(conversation!, {
    ...plain,
    interactions: [list, ...plain.interactions],
  });
  expect(made.interactions[0]!.request.url).toBe(plain.interactions[0]!.request.url);
});

test('takes the given protocol', () => {
  const url = 'https://app.example/talk';
  const interactions = plain.interactions.map((each) => ({
    ...each,
    request: { ...each.request, url },
    response: { ...each.response, body: 'data: none\n\n' },
  }));
  const unknown = { ...plain, interactions };
  expect(errorOf(() => syntheticCassette(conversation!, unknown))).toMatchObject({
    code: 'bad-cassette',
    message: expect.stringMatching(/protocol of https:\/\/app\.example\/talk is not known\. Set/),
  });
  const made = syntheticCassette(conversation!, unknown, 'openai-chat');
  expect(protocolOf(made.interactions[0]!)!.name).toBe('openai-chat');
});
