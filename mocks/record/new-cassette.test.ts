import { expect, test } from 'vitest';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { protocolOf, protocols } from '../protocols/protocols.ts';
import { transcript } from '../protocols/transcript.ts';
import { errorOf } from '../test/error-of.ts';
import { checkCassette } from './check/check-cassette.ts';
import { createRules } from './check/rules.ts';
import { newCassette } from './new-cassette.ts';

const names = protocols.map(({ name }) => name).filter((name) => name !== 'ai-sdk-ui');
const SAID = { question: 'Say "hello"', answer: 'Hello\nthere!' };

test.each(names)('%s: the question is answered, in a stream without findings', async (protocol) => {
  const text = formatCassette(newCassette({ ...SAID, protocol }));
  const cassette = parseCassette(text);
  expect(protocolOf(cassette.interactions[0]!)?.name).toBe(protocol);
  expect(transcript(cassette).turns).toMatchObject([
    { role: 'user', text: SAID.question },
    { role: 'assistant', text: SAID.answer },
  ]);
  expect(await checkCassette({ file: 'new.yaml', text }, createRules())).toEqual([]);
});

test('the model and the address can be others', () => {
  const url = 'http://localhost:3000/v1/chat/completions';
  const { interactions } = newCassette({ ...SAID, protocol: 'openai-chat', url, model: 'mine' });
  expect(interactions[0]!.request.url).toBe(url);
  expect(interactions[0]!.request.body).toContain('"model":"mine"');
  expect(interactions[0]!.response.body).toContain('"model":"mine"');
});

test('a protocol that only a back end writes is refused', () => {
  const error = errorOf(() => newCassette({ ...SAID, protocol: 'ai-sdk-ui' }));
  expect(error.code).toBe('bad-option');
  expect(error.message).toMatch(/ai-sdk-ui.+Choose one of openai-chat, /);
});
