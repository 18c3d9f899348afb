import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic';
import type { Connect } from '../providers.ts';
import { askModel } from './model.ts';

/** Claude on Amazon Bedrock: Anthropic's events in Amazon's binary frames. */
export const connect: Connect = ({ baseURL, model, apiKey }) =>
  // Without any key the client would look for credentials of another kind.
  askModel((fetch) => createBedrockAnthropic({ baseURL, apiKey: apiKey || 'none', fetch })(model));
