import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/** Finds where a server on this port tells its token to the tests of the same user. */
function fileOf(port: number): string {
  // By number: in a container a user may have no name, and asking for it throws.
  const user = process.getuid?.() ?? userInfo().username;
  return path.join(tmpdir(), `playhead-${user}`, `${port}.token`);
}

/** Writes the token of the server on a port, for this user alone. */
export function writeToken(port: number, token: string): void {
  const file = fileOf(port);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, token, { mode: 0o600 });
}

/** Reads the token of the server on a port; undefined where none was started by this user. */
export function readToken(port: number): string | undefined {
  try {
    return readFileSync(fileOf(port), 'utf8');
  } catch {
    return undefined;
  }
}

export function removeToken(port: number): void {
  rmSync(fileOf(port), { force: true });
}
