import { createOpenAI } from '@ai-sdk/openai';
import { defaultSettingsMiddleware, type LanguageModel, wrapLanguageModel } from 'ai';
import type { Access } from '../providers.ts';
import { refusalAsText } from './refusal.ts';

// What is stored is referred to by id next time. The app sends the conversation itself.
const nothingStored = defaultSettingsMiddleware({
  settings: { providerOptions: { openai: { store: false } } },
});

export function connect({ baseURL, model, apiKey }: Access): LanguageModel {
  return wrapLanguageModel({
    model: createOpenAI({ baseURL, apiKey }).responses(model),
    middleware: [nothingStored, refusalAsText],
  });
}
