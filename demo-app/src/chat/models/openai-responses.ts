import { createOpenAI } from '@ai-sdk/openai';
import { defaultSettingsMiddleware, wrapLanguageModel } from 'ai';
import type { Connect } from '../providers.ts';
import { mapParts } from './map-parts.ts';
import { askModel } from './model.ts';

// The whole conversation is sent each time, and OpenAI keeps none of it.
const unstored = defaultSettingsMiddleware({
  settings: { providerOptions: { openai: { store: false } } },
});

/** A model that refuses in words has answered. The client takes it for a filter, with no raw reason. */
const refusals = mapParts((part) =>
  part.type === 'finish' &&
  part.finishReason.unified === 'content-filter' &&
  part.finishReason.raw === undefined
    ? { ...part, finishReason: { unified: 'stop', raw: undefined } }
    : part,
);

/** OpenAI's Responses API. */
export const connect: Connect = ({ baseURL, model, apiKey }) => {
  return askModel((fetch) =>
    wrapLanguageModel({
      model: createOpenAI({ baseURL, apiKey, fetch }).responses(model),
      middleware: [unstored, refusals],
    }),
  );
};
