import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { cassetteNames, readCassette, writeNewCassette } from './cassette-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('cassetteNames lists the cassettes below a folder, sorted', () => {
  expect(cassetteNames('cassettes').slice(0, 2)).toEqual([
    'groq/multi_tool_streaming.2025-09',
    'groq/multi_tool_streaming.2025-10',
  ]);
});

test('readCassette and cassetteNames report a file or folder that cannot be read', () => {
  const missing = path.join(folder, 'none.yaml');
  expect(() => readCassette(missing)).toThrow(
    `Cannot read cassette ${missing}: it does not exist. Check the path.`,
  );
  expect(() => readCassette(folder)).toThrow('it is a folder');
  expect(() => cassetteNames(path.join(folder, 'none'))).toThrow('it does not exist');
});

test('readCassette rejects a file that is not UTF-8', () => {
  const file = path.join(folder, 'latin.yaml');
  writeFileSync(file, Buffer.from([0x76, 0xff]));
  expect(() => readCassette(file)).toThrow('not valid UTF-8');
});

test('writeNewCassette leaves a file that is there', () => {
  const file = path.join(folder, 'a.yaml');
  writeFileSync(file, 'mine');
  expect(errorOf(() => writeNewCassette(file, '')).code).toBe('cannot-write');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
