import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { addressAt, parseProvider, PROVIDERS } from './provider.ts';

test.each(Object.entries(PROVIDERS))('%s is the base URL %s', (name, url) => {
  expect(parseProvider(name)).toEqual(new URL(url));
});

test.each([
  ['opnai', 'Did you mean "openai"'],
  ['api.openai.com', 'base URL'],
  ['ftp://a.example', 'base URL'],
  ['https://', 'base URL'],
  [5, 'base URL'],
])('rejects %j', (value, words) => {
  const error = errorOf(() => parseProvider(value));
  expect(error.code).toBe('bad-option');
  expect(error.message).toContain(words);
});

describe('addressAt', () => {
  test.each([
    ['https://a.example/v1', '/chat/completions', 'https://a.example/v1/chat/completions'],
    ['https://a.example/v1', '/v1/chat/completions', 'https://a.example/v1/chat/completions'],
    ['https://a.example/v1/', '/v1/messages', 'https://a.example/v1/messages'],
    ['https://a.example/openai/v1', '/v1/models', 'https://a.example/openai/v1/models'],
    ['https://a.example/openai/v1', '/openai/v1/models', 'https://a.example/openai/v1/models'],
    ['https://a.example', '/v1/messages', 'https://a.example/v1/messages'],
    ['https://a.example/', '/api/chat', 'https://a.example/api/chat'],
    [
      'https://a.example/v1',
      '/v1beta/models/m:x?alt=sse&a=?',
      'https://a.example/v1/v1beta/models/m:x?alt=sse&a=?',
    ],
    [
      'http://127.0.0.1:1234/v1',
      '/v1/chat/completions',
      'http://127.0.0.1:1234/v1/chat/completions',
    ],
  ])('of %s and %s is %s', (base, sent, url) => {
    expect(addressAt(new URL(base), sent)).toBe(url);
  });
});
