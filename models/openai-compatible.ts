import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type LanguageModel, wrapLanguageModel } from 'ai';
import type { Access } from '../providers.ts';
import { refusalAsText } from './refusal.ts';

export function connect({ id, baseURL, model, apiKey }: Access): LanguageModel {
  const provider = createOpenAICompatible({ name: id, baseURL, apiKey, includeUsage: true });
  return wrapLanguageModel({ model: provider(model), middleware: refusalAsText });
}
