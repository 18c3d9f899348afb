import { createAnthropic } from '@ai-sdk/anthropic';
import type { CreateModel } from '../types.ts';

/**
 * Claude on Google's Vertex AI: Anthropic's API, with the model in the address instead of the body.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude
 */
export const createModel: CreateModel = ({ baseURL, model, apiKey, fetch }) => {
  const url = `${baseURL}/models/${model}:streamRawPredict`;
  return createAnthropic({
    baseURL,
    authToken: apiKey || 'none',
    fetch: (_url, init) => fetch(url, { ...init, body: vertexBody(init?.body) }),
  })(model);
};

function vertexBody(body: unknown): string {
  const { model: _, ...rest } = JSON.parse(String(body)) as { model?: string };
  return JSON.stringify({ ...rest, anthropic_version: 'vertex-2023-10-16' });
}
