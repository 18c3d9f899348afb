import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setupServer } from 'msw/node';
import { cassetteHandlers, type HandlerOptions } from 'playhead';
import type { PlayheadOptions } from 'playhead/playwright';
import { recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const readme = read('README.md');

/** The pages with code, and the files that their snippets are copied from. */
const PAGES: Record<string, string[]> = {
  'README.md': [
    'e2e/readme/back-end.config.ts',
    'e2e/package/back-end.fixture.ts',
    'e2e/readme/weather.spec.ts',
    'e2e/package/page.js',
    'e2e/package/node.mjs',
  ],
  'mocks/protocols/README.md': ['e2e/readme/tool-loop.spec.ts'],
  'mocks/server/README.md': ['e2e/readme/back-end.spec.ts'],
  'mocks/faults/README.md': ['e2e/readme/rate-limit.spec.ts'],
  'mocks/quality/README.md': ['e2e/readme/quality.spec.ts'],
  'mocks/chat-suite/README.md': ['e2e/readme/my-chat.ts', 'e2e/readme/my-chat.spec.ts'],
};

test.describe('the documentation', () => {
  for (const [page, files] of Object.entries(PAGES)) {
    test(`shows code that the specs run: ${page}`, () => {
      const text = read(page);
      // The link in the line above a block names its file.
      const snippets = [...text.matchAll(/\((\S+)\)[^\n]*\n\n```(?:ts|js)\n([^]*?)```/g)];
      const linked = snippets.map(([, file]) => path.join(path.dirname(page), file!));
      expect(linked).toEqual(files);
      expect(text.match(/^```(?:ts|js)$/gm)).toHaveLength(snippets.length);
      for (const [at, [, , code]] of snippets.entries()) expect(code).toBe(read(files[at]!));
    });
  }

  test('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...readme.matchAll(/npm (?:run )?(\w+)/g)].map(([, name]) => name!);
    const own = commands.filter((name) => !['ci', 'install', 'pack', 'start'].includes(name));
    expect(own).toEqual(expect.arrayContaining(['e2e', 'test', 'demo']));
    for (const name of own) expect(scripts).toHaveProperty(name);
  });

  test('links to files that exist', () => {
    for (const page of [...Object.keys(PAGES), ...OPTION_PAGES]) {
      const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);
      for (const link of links)
        expect(() => statSync(path.join(ROOT, page, '..', link))).not.toThrow();
    }
  });

  test('explains a miss as an app gets it', async () => {
    const { cassette } = recordings.find(({ name }) => name === 'groq/tool_streaming')!;
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
    expect(readme).toContain(`\n${error.message}\n`);
  });

  test('lists the options of the handlers', () => {
    const misspelt = { misspelt: true } as HandlerOptions;
    const listed = optionsIn('mocks/matching/README.md');
    expect(() => cassetteHandlers([], misspelt)).toThrow(`Valid names: ${listed.join(', ')}.`);
  });

  test('lists the options of a test', () => {
    expect(optionsIn('mocks/playwright/README.md')).toEqual(Object.keys(OPTIONS));
  });
});

const OPTION_PAGES = ['mocks/matching/README.md', 'mocks/playwright/README.md'];

/** The compiler sees to it that no option is missing here. */
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

/** The names in the first table below "Options". */
function optionsIn(page: string): string[] {
  const [, table] = /Options[,:][^]*?\n((?:\|.*\n)+)/.exec(read(page))!;
  return [...table!.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name!);
}
