import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { wrapLanguageModel } from 'ai';
import type { Connect } from '../providers.ts';
import { askModel } from './model.ts';
import { reasoningDetails } from './reasoning-details.ts';
import { refusals } from './refusals.ts';

/** Chat completions, of OpenAI and of those who speak like it. */
export const connect: Connect = ({ id, baseURL, model, apiKey }) => {
  const settings = { name: id, baseURL, apiKey, includeUsage: true };
  return askModel((fetch) =>
    wrapLanguageModel({
      model: createOpenAICompatible({ ...settings, fetch })(model),
      middleware: [refusals, reasoningDetails],
    }),
  );
};
