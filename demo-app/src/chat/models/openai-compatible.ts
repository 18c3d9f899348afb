import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { wrapLanguageModel } from 'ai';
import { droppedContent } from '../sdk-fixes/dropped-content.ts';
import type { CreateModel } from '../types.ts';

/** Chat completions, of OpenAI and of those who speak like it. */
export const createModel: CreateModel = ({ id: name, baseURL, model, apiKey, fetch }) =>
  wrapLanguageModel({
    model: createOpenAICompatible({ name, baseURL, apiKey, includeUsage: true, fetch })(model),
    middleware: droppedContent,
  });
