import { describe, expect, test } from 'vitest';
import { checkOptions } from '../util/check-options.ts';
import { errorOf } from '../test/error-of.ts';
import { MATCH_CHECKS, type MatchOptions } from './options.ts';

const check = (options: object) => checkOptions(options as MatchOptions, MATCH_CHECKS);

describe('MATCH_CHECKS', () => {
  test.each([
    ...['conversation', 'turn', 'order', 'any', 'exact', () => true].map((match) => ({ match })),
    ...['/api/chat', 'https://chat.example.com/ask'].map((endpoint) => ({ endpoint })),
    { protocol: 'openai-chat' },
  ])('accepts %o', (options) => {
    expect(check(options)).toBe(options);
  });

  test.each([
    [{ match: 'turns' }, /^Invalid match "turns"\. Did you mean "turn"\?/],
    [{ match: 5 }, /^Invalid match: .*'turn', 'order', 'any' or 'exact', or a function/],
    [{ endpoint: 'api/chat/' }, /^Invalid endpoint: .*begins with "\/", or a URL/],
    [{ endpoint: new URL('https://chat.example.com') }, /^Invalid endpoint/],
    [{ protocol: 'openai' }, /^Invalid protocol/],
  ])('rejects %o', (options, message) => {
    const error = errorOf(() => check(options));
    expect(error.code).toBe('bad-option');
    expect(error.message).toMatch(message);
  });
});
