import { expect, test } from 'vitest';
import { parseJson } from '../util/json.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { recorded } from '../test/samples.ts';
import { bodyText } from '../wire/body.ts';
import { judgedProtocol, refusalsOf } from './acceptance.ts';

test.each(recorded)('takes every request that %s has an answer to', (_name, { interactions }) => {
  for (const [at, { request, response }] of interactions.entries()) {
    if (response.code >= 400) continue;
    const { method, url, body } = request;
    const sent = { method, url, body: parseJson(bodyText(body)) };
    const responses = interactions.slice(0, at).map((each) => each.response);
    expect(refusalsOf(sent, { responses })).toEqual([]);
    expect(refusalsOf({ ...sent, method: 'post' })).toEqual([]);
  }
});

test.each(recorded)('knows by which rules to judge %s', (_name, { interactions }) => {
  for (const interaction of interactions) {
    const { method, url, body } = interaction.request;
    const protocol = protocolOf(interaction)?.name;
    const expected = protocol === 'ai-sdk-ui' ? undefined : protocol;
    expect(judgedProtocol({ method, url, body: parseJson(bodyText(body)) })).toBe(expected);
  }
});

/** Of the recordings of other hosts, what OpenAI itself would refuse. */
const NOT_OF_OPENAI: [cassette: string, rule: string][] = [];

test('takes the recordings of other hosts as OpenAI would', () => {
  const refused = recorded.flatMap(([name, { interactions }]) =>
    interactions.flatMap((interaction) => {
      const { method, body } = interaction.request;
      if (protocolOf(interaction)?.name !== 'openai-chat') return [];
      const url = 'https://api.openai.com/v1/chat/completions';
      const sent = { method, url, body: parseJson(bodyText(body)) };
      return refusalsOf(sent).map(({ rule }) => [name, rule]);
    }),
  );
  expect(refused).toEqual(NOT_OF_OPENAI);
});
