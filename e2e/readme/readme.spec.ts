import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setupServer } from 'msw/node';
import { cassetteHandlers, type HandlerOptions } from 'playhead';
import type { PlayheadOptions } from 'playhead/playwright';
import { recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const readme = read('README.md');

test.describe('the documentation', () => {
  test('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...readme.matchAll(/npm (?:run )?(\w+)/g)].map(([, name]) => name!);
    const own = commands.filter((name) => !['ci', 'install', 'pack', 'start'].includes(name));
    expect(own).toEqual(expect.arrayContaining(['e2e', 'test', 'demo']));
    for (const name of own) expect(scripts).toHaveProperty(name);
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
