import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import { wrapLanguageModel } from 'ai';
import type { Connect } from '../providers.ts';
import { bedrockExceptions } from './bedrock-exceptions.ts';
import { askModel } from './model.ts';

/** Claude on Amazon Bedrock: Anthropic's events in Amazon's binary frames. */
export const connect: Connect = ({ baseURL, model, apiKey }) => {
  // Without any key the client would look for credentials of another kind.
  const settings = { baseURL, apiKey: apiKey || 'none' };
  return askModel((fetch) =>
    wrapLanguageModel({
      model: createBedrockAnthropic({ ...settings, fetch })(model),
      middleware: bedrockExceptions,
    }),
  );
};
