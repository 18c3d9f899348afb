import { statSync } from 'node:fs';
import { cassetteFile, cassetteNames } from '../node/cassette-files.ts';
import { PlayheadError } from '../util/error.ts';

/**
 * Lists the cassettes that arguments name: each a file, or a folder for all below it. Each comes once.
 * @throws PlayheadError `no-file` for a folder without cassettes.
 */
export function cassettePaths(args: readonly string[]): string[] {
  return [...new Set(args.flatMap(pathsOf))];
}

function pathsOf(file: string): string[] {
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return [file];
  const names = cassetteNames(file);
  if (names.length === 0) {
    const reason = 'no file below it ends in .yaml. Check the path';
    throw new PlayheadError('no-file', `Cannot read cassettes in ${file}: ${reason}.`, { file });
  }
  return names.map((name) => cassetteFile(file, name));
}
