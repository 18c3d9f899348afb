import { createAnthropic } from '@ai-sdk/anthropic';
import type { CreateModel } from '../types.ts';

/** Anthropic's Messages API. It answers pages only if they say that they mean it. */
export const createModel: CreateModel = ({ baseURL, model, apiKey, fetch }) => {
  const headers = { 'anthropic-dangerous-direct-browser-access': 'true' };
  return createAnthropic({ baseURL, apiKey, headers, fetch })(model);
};
