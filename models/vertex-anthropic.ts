import { createAnthropic } from '@ai-sdk/anthropic';
import type { LanguageModel } from 'ai';
import type { Access } from '../providers.ts';

/**
 * The same messages elsewhere: the model stands in the address, the version in the body
 * (https://docs.claude.com/en/api/claude-on-vertex-ai).
 */
export function connect({ baseURL, model, apiKey }: Access): LanguageModel {
  const provider = createAnthropic({
    baseURL,
    authToken: apiKey,
    fetch: (_url, init) =>
      fetch(`${baseURL}/models/${model}:streamRawPredict`, {
        ...init,
        body: withVersion(init?.body),
      }),
  });
  return provider(model);
}

function withVersion(body: unknown): string {
  const { model: _model, ...rest } = JSON.parse(String(body)) as { model?: string };
  return JSON.stringify({ ...rest, anthropic_version: 'vertex-2023-10-16' });
}
