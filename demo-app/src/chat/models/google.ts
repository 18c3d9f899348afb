import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { Connect } from '../providers.ts';
import { askModel } from './model.ts';

/** Google's Gemini API. */
export const connect: Connect = ({ baseURL, model, apiKey }) =>
  askModel((fetch) => createGoogleGenerativeAI({ baseURL, apiKey, fetch })(model));
