import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cassette } from '../cassette/cassette.ts';
import { parseCassette } from '../cassette/parse.ts';
import { cannot, type ErrorCode, PlayheadError } from '../util/error.ts';

const EXTENSION = '.yaml';

/**
 * Reads a cassette from the disk.
 * @param file path of the YAML file, absolute or relative to the working directory
 * @throws PlayheadError `no-file` if it cannot be read, `bad-yaml` if it is not UTF-8, and the codes of
 *   `parseCassette`.
 * @example
 * const cassette = readCassette('cassettes/groq/tool_streaming.yaml');
 */
export function readCassette(file: string): Cassette {
  const { text, name } = readCassetteText(file);
  return parseCassette(text, { file: name });
}

/**
 * Reads the text of a cassette, and its name for messages.
 * @throws PlayheadError `no-file` if it cannot be read, `bad-yaml` if it is not UTF-8.
 */
export function readCassetteText(file: string): { text: string; name: string } {
  const doing = `read cassette ${file}`;
  const bytes = tryTo(doing, file, () => readFileSync(file));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, name: shortName(file) };
  } catch {
    const why = { reason: 'it is not valid UTF-8', hint: 'Save it as UTF-8, or record it again' };
    throw cannot('bad-yaml', doing, why, { file });
  }
}

/**
 * Reads a file of another tool.
 * @throws PlayheadError `no-file` if it cannot be read.
 */
export function readImportFile(file: string): Uint8Array {
  return tryTo(`import ${file}`, file, () => readFileSync(file));
}

/**
 * Lists the names of all cassettes below a folder, sorted: `groq/tool_streaming` for
 * `<folder>/groq/tool_streaming.yaml`.
 * @throws PlayheadError `no-file` if the folder cannot be read.
 */
export function cassetteNames(folder: string): string[] {
  const entries = tryTo(`list cassettes in ${folder}`, folder, () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }),
  );
  return entries
    .filter((entry) => entry.endsWith(EXTENSION))
    .map((entry) => entry.slice(0, -EXTENSION.length).replaceAll(path.sep, '/'))
    .toSorted();
}

/** Returns the path of a cassette by its name from `cassetteNames`. */
export function cassetteFile(folder: string, name: string): string {
  return path.join(folder, `${name}${EXTENSION}`);
}

/**
 * Writes a cassette where there is no file yet, and the folders that it needs.
 * @throws PlayheadError `cannot-write` where there is a file, or it cannot be written.
 */
export function writeNewCassette(file: string, text: string): void {
  const write = () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  };
  tryTo(`write cassette ${file}`, file, write, 'cannot-write');
}

/** Shortens a path below the working directory to a relative one, for messages. */
export function shortName(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') || path.isAbsolute(relative)
    ? file
    : relative.replaceAll(path.sep, '/');
}

/** Reads or writes, or fails with the path; a PlayheadError passes as it is. */
export function tryTo<T>(
  doing: string,
  file: string,
  use: () => T,
  code: ErrorCode = 'no-file',
): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof PlayheadError) throw error;
    throw cannot(code, doing, explain(error), { file });
  }
}

function explain(error: unknown): { reason: string; hint: string } {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  const unknown = { reason: message, hint: 'Check the path and its permissions' };
  switch (code) {
    case 'EEXIST': // a folder that cannot be made has another path
      return syscall === 'mkdir'
        ? unknown
        : { reason: 'it exists', hint: 'Choose another name, or delete it first' };
    case 'ENOENT':
      return { reason: 'it does not exist', hint: 'Check the path' };
    case 'EISDIR':
      return { reason: 'it is a folder', hint: 'Check the path' };
    case 'ENOTDIR':
      return { reason: 'a part of its path is not a directory', hint: 'Check the path' };
    default:
      return unknown;
  }
}
