import type { WrittenError } from './writer.ts';

const RATE_LIMIT = { type: 'requests', code: 'rate_limit_exceeded' };

/**
 * Writes an HTTP error of OpenAI: https://platform.openai.com/docs/guides/error-codes . That of
 * OpenRouter has its status as the code: https://openrouter.ai/docs/api/reference/errors-and-debugging
 */
export function openaiError(
  { status, message }: { status: number; message: string },
  url: string,
): WrittenError {
  if (/^https?:\/\/openrouter\.ai\//.test(url))
    return { json: { error: { code: status, message } } };
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  const kind = status === 429 ? RATE_LIMIT : { type, code: null };
  return { json: { error: { message, param: null, ...kind } } };
}
