import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { LanguageModel } from 'ai';
import type { Access } from '../providers.ts';

/** Gemini, of Google AI or of Vertex AI: they speak the same. */
export function connect({ baseURL, model, apiKey }: Access): LanguageModel {
  return createGoogleGenerativeAI({ baseURL, apiKey })(model);
}
