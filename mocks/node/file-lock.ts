import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { PlayheadError } from '../util/error.ts';
import { shortName } from './cassette-files.ts';

/** What the locks hold that this process has taken: another that names its process is of an earlier one. */
const held = new Set<string>();

/**
 * Takes the lock of a file: a file beside it that names the process. Returns what gives it back.
 * @param file absolute path
 * @param name of the file, for messages
 * @throws PlayheadError `file-in-use` where another recorder has it.
 */
export function lockFile(file: string, name: string): () => void {
  const lock = path.join(path.dirname(file), `.${path.basename(file)}.lock`);
  const content = `${process.pid} ${hostname()} ${randomUUID()}\n`;
  const found = readLock(lock);
  if (isLeftBehind(found)) removeLock(lock, found);
  take(lock, content, name);
  held.add(content);
  return () => {
    held.delete(content);
    // Another recorder may have it now, where a person has deleted this one.
    if (readLock(lock) === content) rmSync(lock, { force: true });
  };
}

function take(lock: string, content: string, name: string): void {
  try {
    create(lock, content);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const { pid = 'unknown', host = 'an unknown machine' } = ownerOf(readLock(lock));
    const reason = `another recorder is writing it (process ${pid} on ${host})`;
    const hint = `Wait until it has ended, or delete ${shortName(lock)} if there is none`;
    throw new PlayheadError('file-in-use', `Cannot record to ${name}: ${reason}. ${hint}.`, {
      file: name,
    });
  }
}

/** Creates a file that must not be there. A link appears with its content: a lock is never seen empty. */
function create(file: string, content: string): void {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
  } catch (error) {
    // Some file systems have no links, such as FAT.
    const hasNoLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '');
    if (!hasNoLinks) throw error;
    writeFileSync(file, content, { flag: 'wx' });
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes a lock that is left behind. Another process may do the same and have its own lock there by now:
 * what is no longer the lock that was read goes back.
 */
function removeLock(lock: string, content: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  try {
    const moved = readLock(aside);
    if (moved !== content) create(lock, moved);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Tells whether the process that has taken the lock has ended, as after a crash. */
function isLeftBehind(content: string): boolean {
  const { pid, host } = ownerOf(content);
  if (pid === undefined || host !== hostname()) return false;
  // In a container each process may have the same number.
  if (Number(pid) === process.pid) return !held.has(content);
  try {
    process.kill(Number(pid), 0); // sends nothing: https://nodejs.org/api/process.html#processkillpid-signal
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

function ownerOf(content: string): { pid?: string | undefined; host?: string | undefined } {
  const [, pid, host] = /^(\d+) (\S+)(?: \S+)?\n$/.exec(content) ?? [];
  return { pid, host };
}

function readLock(lock: string): string {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return '';
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
