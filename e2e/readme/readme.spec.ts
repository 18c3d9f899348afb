import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setupServer } from 'msw/node';
import { cassetteHandlers, type HandlerOptions } from 'playhead';
import { recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** The code blocks of a language, each with the file it is copied from: the link in the line above. */
const snippets = [...readme.matchAll(/\((\S+)\)[^\n]*\n\n```(?:ts|js)\n([^]*?)```/g)];

test('every snippet of the README is a file that the specs run', () => {
  expect(snippets.map(([, file]) => file)).toEqual([
    'e2e/readme/weather.spec.ts',
    'e2e/readme/rate-limit.spec.ts',
    'e2e/readme/quality.spec.ts',
    'e2e/readme/my-chat.ts',
    'e2e/readme/my-chat.spec.ts',
    'e2e/package/page.js',
    'e2e/package/node.mjs',
  ]);
  expect(readme.match(/^```(?:ts|js)$/gm)).toHaveLength(snippets.length);
  for (const [, file, code] of snippets) {
    expect(code, file).toBe(readFileSync(path.join(ROOT, file!), 'utf8'));
  }
});

test('every command of the README exists', () => {
  const commands = [...readme.matchAll(/npm (?:run )?(\w+)/g)].map(([, name]) => name!);
  const own = commands.filter((name) => !['ci', 'install', 'pack'].includes(name));
  expect(own).toEqual(expect.arrayContaining(['e2e', 'test', 'demo']));
  for (const name of own) expect(scripts).toHaveProperty(name);
});

test('the explanation of a miss in the README is the one an app gets', async () => {
  const { cassette } = recordings.find(({ name }) => name === 'groq/tool_streaming')!;
  const server = setupServer(...cassetteHandlers(cassette));
  server.listen();
  const response = await fetch(cassette.interactions[0]!.request.url, {
    method: 'POST',
    body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Divide 6 by 3' }] }),
  });
  server.close();
  const { error } = (await response.json()) as { error: { message: string } };
  expect(readme).toContain(`\n${error.message}\n`);
});

test('the README lists the options there are', () => {
  const valid = (title: string) => {
    const [, table] = new RegExp(`${title}[^]*?\n((?:\\|.*\n)+)`).exec(readme)!;
    const listed = [...table!.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    return `Valid options: ${listed.join(', ')}.`;
  };
  const misspelt = { misspelt: true } as HandlerOptions;
  expect(() => cassetteHandlers([], misspelt)).toThrow(valid('Options of `cassetteHandlers'));
  expect(() => test.use({ casette: '' } as object)).toThrow(valid('Options, for `test.use`'));
});
