import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a folder that is there for this test alone. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
