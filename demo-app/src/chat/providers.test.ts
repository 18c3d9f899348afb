import { expect, test } from 'vitest';
import { findProvider, PROVIDERS } from './providers.ts';

test.each([
  ['groq/tool_streaming', 'groq'],
  ['handmade/anthropic/tool-loop', 'anthropic'],
  ['handmade/vertex-anthropic/tool-loop', 'vertex-anthropic'],
  ['handmade/ai-sdk-ui/openai-chat', 'ai-sdk-ui'],
  ['handmade/none/tool-loop', 'groq'],
  ['handmade/tool-loop/anthropic', 'groq'],
  ['anthropic', 'anthropic'],
  [undefined, 'groq'],
])('%s names the provider %s, by its id or by a folder, not by a file', (name, id) => {
  expect(findProvider(name).id).toBe(id);
});

test('each provider has an id of its own', () => {
  const ids = PROVIDERS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
