import { expect, test } from 'vitest';
import { findProvider, PROVIDERS } from './providers.ts';

test.each([
  ['groq/tool_streaming', 'groq'],
  ['handmade/anthropic/tool-loop', 'anthropic'],
  ['handmade/vertex-anthropic/tool-loop', 'vertex-anthropic'],
  ['handmade/ai-sdk-ui/openai-chat', 'ai-sdk-ui'],
  ['handmade/none/tool-loop', 'groq'],
  ['anthropic', 'groq'],
  [undefined, 'groq'],
])('the cassette %s is of %s: a folder names the provider, a file does not', (cassette, id) => {
  expect(findProvider(cassette).id).toBe(id);
});

test('each provider has an id of its own', () => {
  const ids = PROVIDERS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
