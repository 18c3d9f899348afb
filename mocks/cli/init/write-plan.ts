import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { PlayheadError } from '../../util/error.ts';

/** A file to write; `before` is the text of one that is changed. */
export interface PlannedFile {
  file: string;
  text: string;
  before?: string;
  /** What it is, for a person. */
  what: string;
}

/** What has become of the files of a plan. */
export interface Written {
  written: PlannedFile[];
  /** Those that were there, and stay as they are. */
  kept: PlannedFile[];
}

/**
 * Writes the files of a plan into a folder, all or none. A file that is there stays, unless it is one
 * to change and has not changed since it was read.
 * @throws PlayheadError `cannot-write`
 */
export function writePlan(folder: string, files: readonly PlannedFile[]): Written {
  const isKept = ({ file, before }: PlannedFile) =>
    before === undefined && existsSync(path.join(folder, file));
  const kept = files.filter(isKept);
  const written: PlannedFile[] = [];
  // The files and folders that are new, the last one first.
  const made: string[] = [];
  for (const each of files.filter((planned) => !isKept(planned))) {
    const file = path.join(folder, each.file);
    try {
      if (each.before === undefined) writeNew(file, each.text, made);
      else replace(file, each.before, each.text);
      written.push(each);
    } catch (error) {
      for (const name of made) rmSync(name, { recursive: true });
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'EACCES' ? 'permission denied' : message;
      const hint = 'Nothing was written. Check its folder, and run playhead init again';
      const sentence = `Cannot write ${each.file}: ${reason}. ${hint}.`;
      throw new PlayheadError('cannot-write', sentence, { file: each.file });
    }
  }
  return { written, kept };
}

/** Writes a file that is not there yet; puts it, and the first folder that it needed, into a list. */
function writeNew(file: string, text: string, made: string[]): void {
  const folder = mkdirSync(path.dirname(file), { recursive: true });
  if (folder !== undefined) made.unshift(folder);
  writeFileSync(file, text, { flag: 'wx' });
  made.unshift(file);
}

/** Puts a new text in the place of an old one at once: a file that is cut short is never seen. */
function replace(name: string, before: string, text: string): void {
  const file = realpathSync(name); // a link stays one
  accessSync(file, constants.W_OK); // one that is read-only is so for a reason
  if (readFileSync(file, 'utf8') !== before)
    throw new Error('it changed after playhead init read it');
  const draft = `${file}.playhead-${process.pid}`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    chmodSync(draft, statSync(file).mode);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
