import { expect, test } from 'vitest';
import { PlayheadError } from '../util/error.ts';
import { ANTHROPIC_MESSAGES_BASES } from '../test/refused/anthropic-messages.ts';
import type { TakenRequest } from '../test/refused/case.ts';
import { GOOGLE_GENERATIVE_BASES } from '../test/refused/google-generative.ts';
import { OLLAMA_CHAT_BASES } from '../test/refused/ollama-chat.ts';
import { OPENAI_CHAT_BASES } from '../test/refused/openai-chat.ts';
import { OPENAI_RESPONSES_BASES } from '../test/refused/openai-responses.ts';
import { type AcceptanceOptions, refusalsOf } from './acceptance.ts';
import type { Refusal } from './refusal.ts';

const JUNK = [null, 0, 'x', [], {}, [null], { role: 1 }];
const BASES = [
  ['openai-chat', OPENAI_CHAT_BASES[0]!],
  ['openai-responses', OPENAI_RESPONSES_BASES[0]!],
  ['anthropic-messages', ANTHROPIC_MESSAGES_BASES[0]!],
  ['google-generative', GOOGLE_GENERATIVE_BASES[0]!],
  ['ollama-chat', OLLAMA_CHAT_BASES[0]!],
] as const satisfies [AcceptanceOptions['protocol'], TakenRequest][];

/** Makes copies of a value, each with something of no sense in one place. */
function* corrupted(value: unknown): Generator {
  yield* JUNK;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const each of corrupted(inner)) {
      yield Array.isArray(value)
        ? value.map((other: unknown, at) => (String(at) === key ? each : other))
        : { ...value, [key]: each };
    }
  }
}

test.each(BASES)('%s judges any JSON', (protocol, { request, responses }) => {
  const options = { protocol, responses };
  const { tools, ...rest } = request.body as { tools: unknown[] };
  const body = { ...rest, tools: tools.slice(0, 1) };
  const refusals = [...corrupted(body)].flatMap((each) =>
    refusalsOf({ ...request, body: each }, options),
  );
  expect(refusals).not.toEqual([]);
  const isPlain = ({ rule, path, message }: Refusal) =>
    /^[a-z-]+$/.test(rule) &&
    /^[a-zA-Z_]+(?:[.[]|$)/.test(path) &&
    !path.includes('undefined') &&
    /^[A-Z].*\.$/s.test(message);
  expect(refusals.filter((refusal) => !isPlain(refusal))).toEqual([]);
});

test.each([
  ['an address that is none', { url: 'nowhere' }],
  ['another method', { method: 'GET' }],
  [
    'the path of Ollama, which is that of other back ends too',
    { url: 'http://localhost/api/chat' },
  ],
  ['another path', { url: 'https://api.openai.com/v1/embeddings' }],
  ['a body that is not JSON', { body: 'Hello' }],
  ['a body of another protocol', { body: { prompt: 'Hello' } }],
])('takes %s, of which no rule is known', (_what, other) => {
  const { request } = OPENAI_CHAT_BASES[0]!;
  const body = { messages: [{ role: 'tool', tool_call_id: 'a', content: '' }] };
  expect(refusalsOf({ ...request, body })).toHaveLength(1);
  expect(refusalsOf({ ...request, body, ...other })).toEqual([]);
});

test('judges by the given protocol, at any path', () => {
  const body = { messages: [{ role: 'tool', tool_call_id: 'a', content: '' }] };
  const request = { method: 'POST', url: '/api/chat', body };
  expect(refusalsOf(request, { protocol: 'openai-chat' })).toHaveLength(1);
  expect(refusalsOf(request, { protocol: 'ai-sdk-ui' })).toEqual([]);
});

test('refuses a protocol that it does not know', () => {
  const request = { method: 'POST', url: '/', body: {} };
  const refuse = () => refusalsOf(request, { protocol: 'openai-chats' as 'openai-chat' });
  expect(refuse).toThrow(PlayheadError);
  expect(refuse).toThrow('Did you mean "openai-chat"?');
});

test('gives what is known of a rule, and what is wrong', () => {
  const { request } = OPENAI_CHAT_BASES[0]!;
  const id = 'call_'.padEnd(200, 'x');
  const body = { messages: [{ role: 'tool', tool_call_id: id, content: '' }] };
  const [refusal] = refusalsOf({ ...request, body });
  expect(refusal).toMatchObject({
    rule: 'result-without-call',
    path: 'messages[0].tool_call_id',
    providerMessage: expect.stringContaining("role 'tool'") as string,
    source: expect.stringMatching(/^https:/) as string,
  });
  expect(refusal!.message).toContain('call_xxx');
  expect(refusal!.message.length).toBeLessThan(120);
});
