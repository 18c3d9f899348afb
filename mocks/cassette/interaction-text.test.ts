import { expect, test } from 'vitest';
import { interactionText } from './interaction-text.ts';
import { parseCassette } from './parse.ts';

test.each([
  'data: a\n\n',
  'data: a\n\ndata: b\n\n',
  'data: a\u2028b\n\n',
  'data: a\u2029b\n\n',
  'data: a\u00A0\n\n',
  'data: a\u0085b\n\n',
  'data: a\u00A0\n\ndata: b\u3000\n\n',
])('the body %j is read back as it is', (body) => {
  const text = interactionText({
    id: 0,
    request: { method: 'POST', url: 'https://a.example/', headers: {}, body },
    response: { code: 200, headers: {}, body },
  });
  const { interactions } = parseCassette(`version: 2\ninteractions:\n${text}`);
  expect(interactions.map(({ request, response }) => [request.body, response.body])).toEqual([
    [body, body],
  ]);
  // go-yaml takes none of these as they are.
  expect(text).not.toMatch(/[\u0080-\u009F\u2028\u2029]/);
});
