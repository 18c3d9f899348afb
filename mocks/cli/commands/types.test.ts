import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../test/run-command.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';

const FIRST = '// Written by `playhead types`, which writes it again.\n';

test('the names of all folders are written as types, each once', async () => {
  const folder = temporaryFolder();
  for (const name of ['a/chat/one', 'a/two', 'b/two', `b/it's "odd" \\ ä`]) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, `${name}.yaml`), '');
  }
  const file = path.join(folder, 'new/names.d.ts');
  const folders = [path.join(folder, 'a'), path.join(folder, 'b')];
  const { code, out, err } = await runCommand(['types', ...folders, '-o', file]);
  expect([code, err, out()]).toEqual([0, '', `Wrote 3 cassette names to ${file}.\n`]);
  expect(readFileSync(file, 'utf8')).toBe(`${FIRST}export {};
declare module 'playhead/playwright' {
  interface CassetteNames {
    "chat/one": true;
    "it's \\"odd\\" \\\\ ä": true;
    "two": true;
  }
}
`);
});

test('its own file is written again', async () => {
  const file = path.join(temporaryFolder(), 'names.d.ts');
  writeFileSync(file, `${FIRST.trim()}\r\nold`);
  await runCommand(['types', 'cassettes/groq', '-o', file]);
  expect(readFileSync(file, 'utf8')).toContain('"tool_streaming": true;');
});

test('a file that types did not write stays as it is', async () => {
  const file = path.join(temporaryFolder(), 'mine.d.ts');
  writeFileSync(file, `\n${FIRST}`);
  const { code, err } = await runCommand(['types', 'cassettes/groq', '-o', file]);
  expect(err).toBe(
    `Cannot write types ${file}: it exists and was not written by playhead types. Choose another name, or delete it first.\n`,
  );
  expect(code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe(`\n${FIRST}`);
});

test.each([
  ['a folder that is missing', 'none', 'it does not exist'],
  ['an empty folder', '.', 'no file below it ends in .yaml'],
  ['a file', 'a.yml', 'not a directory'],
])('%s is an error, and nothing is written', async (_, name, reason) => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'a.yml'), '');
  const cassettes = path.join(folder, name);
  const file = path.join(folder, 'names.d.ts');
  const { code, err } = await runCommand(['types', cassettes, '-o', file]);
  expect(err).toMatch(/^Cannot list cassettes in .+\. Check the path\.\n$/);
  expect(err).toContain(`in ${cassettes}: `);
  expect(err).toContain(reason);
  expect(code).toBe(1);
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

test('a folder of the name of the file is named', async () => {
  const folder = path.join(temporaryFolder(), 'names.d.ts');
  mkdirSync(folder);
  const { code, err } = await runCommand(['types', 'cassettes/groq', '-o', folder]);
  expect(err).toBe(`Cannot write types ${folder}: it is a folder. Check the path.\n`);
  expect(code).toBe(1);
});

test.each(['names.ts', '.d.ts', 'names.d.ts/'])('-o %s is wrong usage', async (file) => {
  const { code, err } = await runCommand(['types', '-o', file]);
  expect(err).toMatch(/^Invalid --output: expected a name that ends in \.d\.ts, got /);
  expect(code).toBe(2);
});
