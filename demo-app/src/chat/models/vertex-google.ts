import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { CreateModel } from '../types.ts';

/** Gemini on Google's Vertex AI: the same API under another address, which takes access tokens. */
export const createModel: CreateModel = ({ baseURL, model, apiKey, fetch }) => {
  const headers = { Authorization: `Bearer ${apiKey}` };
  return createGoogleGenerativeAI({ baseURL, apiKey, headers, fetch })(model);
};
