import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import { wrapLanguageModel } from 'ai';
import { bedrockExceptions } from '../sdk-fixes/bedrock-exceptions.ts';
import type { CreateModel } from '../types.ts';

/** Claude on Amazon Bedrock: Anthropic's events in Amazon's binary frames. */
export const createModel: CreateModel = ({ baseURL, model, apiKey, fetch }) =>
  wrapLanguageModel({
    // Without any key the client would look for credentials of another kind.
    model: createBedrockAnthropic({ baseURL, apiKey: apiKey || 'none', fetch })(model),
    middleware: bedrockExceptions,
  });
