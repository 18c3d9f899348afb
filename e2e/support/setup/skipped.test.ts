import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SKIPPED, titlesOf } from './skipped.ts';

test.each(SKIPPED)('there is a test to skip: $spec, $title', (skipped) => {
  const { spec, title } = skipped;
  expect(readFileSync(new URL(`../../${spec}`, import.meta.url), 'utf8')).toContain(title);
  const pattern = titlesOf(skipped);
  expect(`firefox, page ${spec} the weather ${title}`).toMatch(pattern);
  expect(`firefox, page other/${spec.replace('.spec', '-2.spec')} ${title}`).not.toMatch(pattern);
  expect(`firefox, page ${spec} another title`).not.toMatch(pattern);
});
