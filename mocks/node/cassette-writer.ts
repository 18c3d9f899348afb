import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Cassette } from '../cassette/cassette.ts';
import { firstComments } from '../cassette/first-comments.ts';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { PlayheadError } from '../util/error.ts';
import { readCassetteText, shortName } from './cassette-files.ts';

/** A cassette file that nobody else records to. */
export interface CassetteWriter {
  /** The path, for messages. */
  name: string;
  /** What was in the file when it was opened; undefined where there was none. */
  earlier: Cassette | undefined;
  /** The comments that the file began with then. */
  comments: string;
  /**
   * Writes the whole file, or leaves it as it is.
   * @param comments lines to begin with, such as those that were there. Default: none
   */
  write(cassette: Cassette, comments?: string): void;
  /** Lets others record to the file. */
  close(): void;
}

/**
 * Opens a cassette file for recording. What is there stays until something is written.
 * @throws PlayheadError `file-in-use` where another recorder has it, `no-file` where it cannot be
 *   written, and the codes of `readCassette` where its content is no cassette.
 */
export function openCassetteWriter(file: string): CassetteWriter {
  const name = shortName(file);
  const folder = path.dirname(path.resolve(file));
  const draft = path.join(folder, `.${path.basename(file)}.tmp`);
  const unlock = tryTo(name, () => {
    mkdirSync(folder, { recursive: true });
    return lock(file, name);
  });
  try {
    const text = existsSync(file) ? readCassetteText(file).text : undefined;
    const earlier = text === undefined ? undefined : parseCassette(text, { file: name });
    return {
      name,
      earlier,
      comments: firstComments(text ?? ''),
      write: (cassette, comments = '') =>
        tryTo(name, () => {
          try {
            writeThrough(draft, comments + formatCassette(cassette));
            renameSync(draft, file);
          } finally {
            rmSync(draft, { force: true });
          }
        }),
      close: unlock,
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Writes to the disk itself: a rename may get there before the content does. */
function writeThrough(file: string, text: string): void {
  const handle = openSync(file, 'w');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Takes the lock of a file: a file beside it that names the process. Returns what gives it back. */
function lock(file: string, name: string): () => void {
  const resolved = path.resolve(file);
  const lockFile = path.join(path.dirname(resolved), `.${path.basename(resolved)}.lock`);
  const own = `${lockFile}.${process.pid}`;
  // A link appears with its content: a lock is never seen empty.
  writeFileSync(own, `${process.pid} ${hostname()}\n`);
  try {
    if (isLeftBehind(lockFile)) rmSync(lockFile, { force: true });
    linkSync(own, lockFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const reason = `another recorder is writing it (${ownerOf(lockFile)})`;
    const hint = `Wait until it has ended, or delete ${shortName(lockFile)} if there is none`;
    throw new PlayheadError('file-in-use', `Cannot record to ${name}: ${reason}. ${hint}.`, {
      file,
    });
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(lockFile, { force: true });
}

/** Tells whether the process that has taken the lock is no more, as after a crash. */
function isLeftBehind(lockFile: string): boolean {
  const [, pid, host] = /^(\d+) (.*)\n$/.exec(readLock(lockFile)) ?? [];
  if (pid === undefined || host !== hostname()) return false;
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0); // sends nothing: https://nodejs.org/api/process.html#processkillpid-signal
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function ownerOf(lockFile: string): string {
  const [pid, ...host] = readLock(lockFile).trim().split(' ');
  return `process ${pid} on ${host.join(' ')}`;
}

function readLock(lockFile: string): string {
  try {
    return readFileSync(lockFile, 'utf8');
  } catch {
    return '';
  }
}

function tryTo<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PlayheadError) throw error;
    const { message } = error as Error;
    throw new PlayheadError('no-file', `Cannot write cassette ${name}: ${message}.`, {
      file: name,
    });
  }
}
