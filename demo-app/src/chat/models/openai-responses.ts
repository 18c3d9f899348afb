import { createOpenAI } from '@ai-sdk/openai';
import { defaultSettingsMiddleware, wrapLanguageModel } from 'ai';
import { refusalIsText } from '../sdk-fixes/parts.ts';
import type { CreateModel } from '../types.ts';

// The whole conversation is sent each time, and OpenAI keeps none of it.
const unstored = defaultSettingsMiddleware({
  settings: { providerOptions: { openai: { store: false } } },
});

/** OpenAI's Responses API. */
export const createModel: CreateModel = ({ baseURL, model, apiKey, fetch }) =>
  wrapLanguageModel({
    model: createOpenAI({ baseURL, apiKey, fetch }).responses(model),
    middleware: [unstored, refusalIsText],
  });
