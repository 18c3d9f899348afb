import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readText, type Snippet, snippetsOf } from '../support/documents.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COMMAND = path.join(ROOT, 'mocks/cli/playhead.ts');

const SPEC = `
import { type CassetteName, chatCassette, test } from 'playhead/playwright';
import type { PlayheadOptions } from 'playhead/playwright';

test.use({ cassette: 'tool_streaming' });
test.use({ cassette: ['tool_streaming', 'multi_tool_streaming.2025-09'] });
test.use({ cassette: { list: ['tool_streaming', chatCassette([['Hi', 'Hello']])] } });
test.use({ cassette: 'chat/weather', record: 'once' });
export const options: Partial<PlayheadOptions> = { cassette: 'tool_streaming' };
const name: string = 'read when the test runs';
test.use({ cassette: name as CassetteName });
`;

const OTHERS = `
import { test } from 'playhead/playwright';
test.use({ cassette: 'tool_steaming' });
test.use({ cassette: ['tool_streaming', 'tool_steaming'] });
test.use({ cassette: { list: ['tool_steaming'] } });
`;

const APP = `
import { cassetteHandlers, type Cassette } from 'playhead';
import groq from './groq.yaml?cassette';
export const handlers = cassetteHandlers(groq);
export const cassette: Cassette = groq;
// @ts-expect-error -- it is not just anything
export const text: string = groq;
`;

/** The code of the README, as a file that is a module. */
const [{ code }] = snippetsOf(readText('mocks/cli/README.md')) as [Snippet];
const TO_RECORD = `export {};\n${code}`;

test('the types that are written take the names of the cassettes, and no others', () => {
  const { folder, errors } = project({
    'spec.ts': SPEC,
    'others.ts': OTHERS,
    'more.d.ts': TO_RECORD,
  });
  const args = [COMMAND, 'types', path.join(ROOT, 'cassettes/groq'), '-o', 'names.d.ts'];
  const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  expect(spawnSync(process.execPath, [tsx, ...args], { cwd: folder }).status).toBe(0);
  expect(errors().map((line) => line.replace(/: error.*/, ''))).toEqual([
    'others.ts(3,12)',
    'others.ts(4,12)',
    'others.ts(5,12)',
  ]);
});

test('without them any name will do, and a cassette that is imported has its type', () => {
  const { errors } = project({ 'spec.ts': SPEC, 'others.ts': OTHERS, 'app.ts': APP });
  expect(errors()).toEqual([]);
});

/** Makes a project of these files, and a function that lists what the compiler says of them. */
function project(files: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const typeRoots = [path.join(ROOT, 'node_modules/@types')];
  const config = {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: { typeRoots },
    include: ['*.ts', path.join(ROOT, 'mocks/vite/client.d.ts')],
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const errors = () =>
    spawnSync(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '' && !line.startsWith(' '));
  return { folder, errors };
}
