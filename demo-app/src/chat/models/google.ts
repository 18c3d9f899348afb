import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { CreateModel } from '../types.ts';

/** Google's Gemini API. */
export const createModel: CreateModel = ({ baseURL, model, apiKey, fetch }) =>
  createGoogleGenerativeAI({ baseURL, apiKey, fetch })(model);
