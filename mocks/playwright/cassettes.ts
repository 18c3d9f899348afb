import path from 'node:path';
import type { Cassette } from '../cassette/cassette.ts';
import { PlayheadError } from '../error.ts';
import { cassetteFile, cassetteNames, readCassette } from '../node/cassette-files.ts';
import type { PlayheadOptions } from './options.ts';

/**
 * The cassettes of a test.
 * @param root what the folder of cassettes is relative to
 * @throws PlayheadError `no-file` that lists the names there are, and all that `readCassette` throws.
 */
export function loadCassettes(
  cassette: PlayheadOptions['cassette'],
  folder: string,
  root: string,
): Cassette[] {
  const list = cassette === undefined ? [] : [cassette].flat();
  return list.map((each) =>
    typeof each === 'string' ? load(path.resolve(root, folder), each) : each,
  );
}

const loaded = new Map<string, Cassette>();

function load(folder: string, name: string): Cassette {
  const file = cassetteFile(folder, name);
  const known = loaded.get(file);
  if (known) return known;
  const names = cassetteNames(folder);
  if (!names.includes(name)) {
    throw new PlayheadError(
      'no-file',
      `Cannot play the cassette "${name}": there is none of that name in ${folder}. Choose one of: ${names.join(', ')}.`,
      { file },
    );
  }
  const cassette = readCassette(file);
  loaded.set(file, cassette);
  return cassette;
}
