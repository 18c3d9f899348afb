import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from './browser.ts';

// Starting a browser takes most of the set-up's time, and every run of the specs begins with it.
const note = fileURLToPath(
  new URL('../../node_modules/.cache/playhead/browser.txt', import.meta.url),
);

/** Whether this very file has started before. */
export function isKnownGood(browser: Browser): boolean {
  try {
    return readFileSync(note, 'utf8') === fingerprint(browser);
  } catch {
    return false;
  }
}

export function rememberGood(browser: Browser): void {
  mkdirSync(path.dirname(note), { recursive: true });
  writeFileSync(note, fingerprint(browser));
}

function fingerprint({ path: file }: Browser): string {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size} ${mtimeMs}\n`;
}
