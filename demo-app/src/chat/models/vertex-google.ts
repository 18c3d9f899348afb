import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { Connect } from '../providers.ts';
import { askModel } from './model.ts';

/** Gemini on Google's Vertex AI: the same API under another address, which takes access tokens. */
export const connect: Connect = ({ baseURL, model, apiKey }) => {
  const headers = { Authorization: `Bearer ${apiKey}` };
  return askModel((fetch) => createGoogleGenerativeAI({ baseURL, apiKey, headers, fetch })(model));
};
