import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Cassette } from '../cassette/cassette.ts';
import { firstComments } from '../cassette/first-comments.ts';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { readCassetteText, shortName, tryTo } from './cassette-files.ts';
import { lockFile } from './file-lock.ts';

/** A cassette file that nobody else records to. */
export interface CassetteWriter {
  /** The path, for messages. */
  name: string;
  /**
   * What was in the file before it was written; undefined where there was none. It is read when it is
   * asked for: what is replaced need not be a cassette.
   * @throws PlayheadError the codes of `readCassette`, and closes, where it is not a cassette.
   */
  readonly earlier: Cassette | undefined;
  /** The comments that the file began with then; empty where it cannot be read. */
  readonly comments: string;
  /** The text of the file then; undefined where there was none. */
  readonly text: string | undefined;
  /**
   * Writes the whole file, or leaves it as it is. The file keeps its mode.
   * @param comments lines to begin with, such as those that were there. Default: none
   * @throws PlayheadError `cannot-write`
   */
  write(cassette: Cassette, comments?: string): void;
  /** Lets others record to the file. */
  close(): void;
}

/**
 * Opens a cassette file for recording; a link is followed. What is there stays until something is
 * written.
 * @throws PlayheadError `file-in-use` where another recorder has it, and `cannot-write` where it cannot
 *   be written.
 */
export function openCassetteWriter(file: string): CassetteWriter {
  const name = shortName(file);
  // The working directory may change before something is written.
  const resolved = path.resolve(file);
  const writing = <T>(work: () => T): T =>
    tryTo(`write cassette ${name}`, name, work, 'cannot-write');
  const { target, close } = writing(() => {
    mkdirSync(path.dirname(resolved), { recursive: true });
    const followed = existsSync(resolved) ? realpathSync(resolved) : resolved;
    return { target: followed, close: lockFile(followed, name) };
  });
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.tmp`);
  let read: { text: string | undefined } | undefined;
  const textOf = () =>
    (read ??= { text: existsSync(target) ? readCassetteText(target).text : undefined }).text;
  return {
    name,
    get earlier() {
      try {
        const text = textOf();
        return text === undefined ? undefined : parseCassette(text, { file: name });
      } catch (error) {
        close();
        throw error;
      }
    },
    get comments() {
      try {
        return firstComments(textOf() ?? '');
      } catch {
        return '';
      }
    },
    get text() {
      return textOf();
    },
    write: (cassette, comments = '') =>
      writing(() => {
        try {
          writeThrough(draft, comments + formatCassette(cassette), modeOf(target));
          rename(draft, target);
        } finally {
          rmSync(draft, { force: true });
        }
      }),
    close,
  };
}

/** Reads the permissions of a file; undefined where there is none. */
function modeOf(file: string): number | undefined {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : mode & 0o777;
}

/** Writes to the disk itself: a rename may get there before the content does. */
function writeThrough(file: string, text: string, mode: number | undefined): void {
  const handle = openSync(file, 'w', mode);
  try {
    if (mode !== undefined) fchmodSync(handle, mode);
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** How long to wait before each further try, in milliseconds. */
const WAITS = [10, 40, 160];

/** Renames a file. On Windows that fails while a scanner or an editor has the other one open. */
function rename(from: string, to: string): void {
  for (const wait of WAITS) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
  renameSync(from, to);
}
