import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import type { LanguageModel } from 'ai';
import type { Access } from '../providers.ts';

export function connect({ baseURL, model, apiKey }: Access): LanguageModel {
  return createBedrockAnthropic({ baseURL, apiKey, region: 'us-east-1' })(model);
}
