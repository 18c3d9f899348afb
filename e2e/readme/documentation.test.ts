import { setupServer } from 'msw/node';
import { cassetteHandlers, type HandlerOptions } from 'playhead';
import type { PlayheadOptions } from 'playhead/playwright';
import { expect, test } from 'vitest';
import { cassetteNamed } from '../support/cassettes.ts';
import { readText } from '../support/documents.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'mocks/playwright/README.md',
  'e2e/consumers/README.md',
  'e2e/visual/README.md',
];

test.each(PAGES)('names commands that exist: %s', (page) => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
  const named = [...readText(page).matchAll(/npm run ([\w:]+)|npm (test)/g)];
  expect(named).not.toEqual([]);
  for (const [, run, only] of named) expect(scripts).toHaveProperty(run ?? only!);
});

test('the README is short: 9 kB', () => {
  expect(Buffer.byteLength(readText('README.md'))).toBeLessThanOrEqual(9000);
});

test('explains a miss as an app gets it', async () => {
  const { cassette } = cassetteNamed('groq/tool_streaming');
  const server = setupServer(...cassetteHandlers(cassette));
  server.listen();
  const response = await fetch(cassette.interactions[0]!.request.url, {
    method: 'POST',
    body: JSON.stringify({
      stream: true,
      messages: [{ role: 'user', content: 'Divide 6 by 3' }],
    }),
  });
  server.close();
  const { error } = (await response.json()) as { error: { message: string } };
  expect(readText('mocks/matching/README.md')).toContain(`\n${error.message}\n`);
});

test('lists the options of the handlers', () => {
  const misspelt = { misspelt: true } as HandlerOptions;
  const listed = optionsIn('mocks/matching/README.md');
  expect(() => cassetteHandlers([], misspelt)).toThrow(`Valid names: ${listed.join(', ')}.`);
});

test('lists the options of a test', () => {
  expect(optionsIn('mocks/playwright/README.md')).toEqual(Object.keys(OPTIONS));
});

/** The compiler checks that no option is missing here. */
const OPTIONS: Record<keyof PlayheadOptions, true> = {
  cassette: true,
  cassetteDir: true,
  record: true,
  redact: true,
  pace: true,
  chunking: true,
  faults: true,
  match: true,
  endpoint: true,
  protocol: true,
  repeat: true,
  sideCalls: true,
  carrier: true,
  server: true,
  ownsRequest: true,
  unused: true,
  pageScripts: true,
};

/** Lists the names in the first table below "Options". */
function optionsIn(page: string): string[] {
  const [, table] = /Options[,:][^]*?\n((?:\|.*\n)+)/.exec(readText(page))!;
  return [...table!.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name!);
}
