import type { Cassette } from '../cassette/cassette.ts';
import { cassetteNames, readCassette } from '../node/cassette-files.ts';

/** Reads the hand-made cassettes of a folder, with their names. */
export function handmade(folder: string): [string, Cassette][] {
  return cassetteNames(`cassettes/handmade/${folder}`).map((name) => [
    name,
    readCassette(`cassettes/handmade/${folder}/${name}.yaml`),
  ]);
}
