import { AsyncLocalStorage } from 'node:async_hooks';
import path from 'node:path';
import type { Location } from '@playwright/test';

/** The line of the user's code that called the package. */
export interface CallSite {
  location: Location;
  /** The frames of the stack from there on, as V8 writes them. */
  frames: readonly string[];
}

const PACKAGE = path.resolve(import.meta.dirname, '../..') + path.sep;
const calls = new AsyncLocalStorage<CallSite | undefined>();

/**
 * Remembers the caller for all that follows from a call of the public API. Taken at once: after an
 * await, the stack does not lead to the caller any more.
 */
export function fromCallSite<T>(body: () => T): T {
  return calls.getStore() ? body() : calls.run(captureCallSite(), body);
}

/** Reads the call that is being served; undefined where the package calls itself. */
export function currentCallSite(): CallSite | undefined {
  return calls.getStore();
}

/** Leaves the frames of this package out of a stack: a reporter shows the line of the first one. */
export function withoutOwnFrames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || isOutside(line))
    .join('\n');
}

function captureCallSite(): CallSite | undefined {
  const frames = (new Error('for its stack').stack ?? '').split('\n').slice(1).filter(isOutside);
  const [first] = frames;
  const location = first === undefined ? undefined : parseFrame(first);
  return location && { location, frames };
}

function isOutside(frame: string): boolean {
  const file = parseFrame(frame)?.file;
  return file !== undefined && !file.startsWith(PACKAGE) && !/[\\/]node_modules[\\/]/.test(file);
}

function parseFrame(frame: string): Location | undefined {
  if (/[ (]node:/.test(frame)) return undefined; // such as node:internal/process/task_queues
  const found = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/.exec(frame);
  if (!found) return undefined;
  const [, file, line, column] = found;
  return { file: file!.replace(/^file:\/\//, ''), line: Number(line), column: Number(column) };
}
