import { afterEach, expect, test, vi } from 'vitest';
import { creatorDocument, hasNoAddress } from './creator-document.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['blank', 'about:blank', 'about:', true],
  ['srcdoc', 'about:srcdoc', 'about:', true],
  ['left, in Firefox', '', ':', true],
  ['of an app', 'https://app.example/chat', 'https:', false],
])('a document that is %s asks through its creator: %s', (_kind, href, protocol, isAsking) => {
  const playheadPage = {};
  vi.stubGlobal('location', { href, protocol });
  vi.stubGlobal('window', { parent: { playheadPage }, opener: null });
  expect(hasNoAddress()).toBe(isAsking);
  expect(creatorDocument()).toBe(isAsking ? playheadPage : undefined);
});
