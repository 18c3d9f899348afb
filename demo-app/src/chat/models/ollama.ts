import { defaultSettingsMiddleware, wrapLanguageModel } from 'ai';
import { createOllama } from 'ollama-ai-provider-v2';
import { checkedFetch } from '../checked-fetch.ts';
import { createOllamaErrors } from '../sdk-fixes/ollama-errors.ts';
import type { CreateModel } from '../types.ts';

// The client turns thinking off by default.
const thinking = defaultSettingsMiddleware({
  settings: { providerOptions: { ollama: { think: true } } },
});

/** Ollama's own API, on the person's own machine. */
export const createModel: CreateModel = ({ baseURL, model, fetch }) => {
  const errors = createOllamaErrors(checkedFetch(fetch));
  return wrapLanguageModel({
    model: createOllama({ baseURL: `${baseURL}/api`, fetch: errors.fetch })(model),
    middleware: [thinking, errors.middleware],
  });
};
