import { createAnthropic } from '@ai-sdk/anthropic';
import type { Connect } from '../providers.ts';
import { askModel } from './model.ts';

/** Anthropic's Messages API. It answers pages only if they say that they mean it. */
export const connect: Connect = ({ baseURL, model, apiKey }) => {
  const headers = { 'anthropic-dangerous-direct-browser-access': 'true' };
  return askModel((fetch) => createAnthropic({ baseURL, apiKey, headers, fetch })(model));
};
