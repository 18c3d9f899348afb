import { expect, test } from 'vitest';
import { maskedUrl, requestName } from './masked-url.ts';

test.each([
  ['https://a.example/v1', 'https://a.example/v1'],
  ['https://a.example/x?alt=sse&key=abc#b', 'https://a.example/x?alt=sse&key=…#b'],
  ['https://a.example/x?api_key=a=b&api-version=1', 'https://a.example/x?api_key=…&api-version=1'],
  [
    'https://a.example/x?X-Amz-Signature=1&access_token=2',
    'https://a.example/x?X-Amz-Signature=…&access_token=…',
  ],
])('%s', (url, masked) => {
  expect(maskedUrl(url)).toBe(masked);
});

test('requestName names the method and the masked URL', () => {
  const request = { method: 'POST', url: 'https://a.example/x?key=abc' };
  expect(requestName(request)).toBe('POST https://a.example/x?key=…');
});
