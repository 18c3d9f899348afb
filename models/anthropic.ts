import { createAnthropic } from '@ai-sdk/anthropic';
import type { LanguageModel } from 'ai';
import type { Access } from '../providers.ts';

/** Without it the API refuses pages (https://docs.claude.com/en/api/client-sdks). */
const headers = { 'anthropic-dangerous-direct-browser-access': 'true' };

export function connect({ baseURL, model, apiKey }: Access): LanguageModel {
  return createAnthropic({ baseURL, apiKey, headers })(model);
}
