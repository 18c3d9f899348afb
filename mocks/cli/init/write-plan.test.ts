import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { writePlan } from './write-plan.ts';

const planned = (file: string, text: string, before?: string) => ({
  file,
  text,
  what: '',
  ...(before !== undefined && { before }),
});

test('a file is changed in place: its mode stays, and a link stays one', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'real.ts');
  writeFileSync(file, 'old');
  chmodSync(file, 0o600);
  symlinkSync('real.ts', path.join(folder, 'link.ts'));
  writePlan(folder, [planned('link.ts', 'new', 'old')]);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted()).toEqual(['link.ts', 'real.ts']);
});

test('a file that cannot be written leaves no folder behind', () => {
  const folder = temporaryFolder();
  const name = `new/${'a'.repeat(300)}.ts`;
  expect(() => writePlan(folder, [planned(name, 'a')])).toThrow(/^Cannot write new\/a+\.ts: /);
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that has changed since it was read stays, and all else is rolled back', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'a.ts'), 'newer');
  const files = [planned('b/new.ts', 'b'), planned('a.ts', 'new', 'old')];
  expect(() => writePlan(folder, files)).toThrow(
    'Cannot write a.ts: it changed after playhead init read it. Nothing was written. Check its folder, and run playhead init again.',
  );
  expect(readFileSync(path.join(folder, 'a.ts'), 'utf8')).toBe('newer');
  expect(readdirSync(folder)).toEqual(['a.ts']);
});
