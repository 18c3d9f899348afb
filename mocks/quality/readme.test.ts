import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { measure } from './test/metrics.ts';

const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');

describe('the README of quality', () => {
  test('lists every metric, in the order of the report', () => {
    const listed = [...readme.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    const observations = {
      remounts: [],
      textRegressions: [],
      scrollJumps: [],
      announcements: [],
      isConnected: true,
    };
    const { metrics } = measure(observations, { events: 1, responses: 1, texts: () => [] });
    expect(listed).toEqual(Object.keys(metrics));
  });
});
