import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cannot } from '../util/error.ts';
import { cassetteNames, tryTo } from './cassette-files.ts';

/** Marks what may be written over. */
const FIRST_LINE = '// Written by `playhead types`, which writes it again.';

/**
 * Writes a file of types with the names of all cassettes below folders, for `test.use({ cassette })` of
 * `playhead/playwright`. A file that it has not written itself stays.
 * @returns the names, sorted
 * @throws PlayheadError `no-file` if a folder cannot be read or no cassette is there, `cannot-write` if
 *   the file cannot be written or is another.
 */
export function writeCassetteTypes(folders: readonly string[], file: string): string[] {
  const names = [...new Set(folders.flatMap(namesIn))].toSorted();
  const doing = `write types ${file}`;
  const earlier = tryTo(doing, file, () => readIfThere(file), 'cannot-write');
  if (earlier?.startsWith(FIRST_LINE) === false) {
    const reason = 'it exists and was not written by playhead types';
    const hint = 'Choose another name, or delete it first';
    throw cannot('cannot-write', doing, { reason, hint }, { file });
  }
  const write = () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typesOf(names));
  };
  tryTo(doing, file, write, 'cannot-write');
  return names;
}

function namesIn(folder: string): string[] {
  const names = cassetteNames(folder);
  if (names.length > 0) return names;
  const why = { reason: 'no file below it ends in .yaml', hint: 'Check the path' };
  throw cannot('no-file', `list cassettes in ${folder}`, why, { file: folder });
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function typesOf(names: readonly string[]): string {
  return `${FIRST_LINE}
export {};
declare module 'playhead/playwright' {
  interface CassetteNames {
${names.map((name) => `    ${JSON.stringify(name)}: true;\n`).join('')}  }
}
`;
}
