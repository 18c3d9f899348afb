import { expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { failure } from '../test/yaml.ts';
import { parseCassette } from './parse.ts';

const VCRPY = 'interactions:\n- request: {method: GET, uri: http://a.test}\n';

test.each([
  ['a HAR file', '{"log":{"entries":[]}}'],
  ['a cassette of vcrpy', VCRPY],
])('says how to import %s', (_name, text) => {
  expect(failure(text).message).toContain('Import it with `npx playhead import a.yaml`.');
  expect(errorOf(() => parseCassette(text)).message).toContain('`npx playhead import <file>`');
});

test("does not say that a cassette of Ruby's VCR can be imported", () => {
  const { message } = failure('http_interactions: []');
  expect(message).toContain('Convert it to go-vcr version 2, or record it again.');
});
