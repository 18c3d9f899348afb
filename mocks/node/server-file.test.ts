import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { readToken, removeToken, writeToken } from './server-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
});

test('a token is read by its port until it is removed', () => {
  writeToken(1, 'one');
  writeToken(2, 'two');
  writeToken(1, 'newer');
  expect([readToken(1), readToken(2), readToken(3)]).toEqual(['newer', 'two', undefined]);
  removeToken(1);
  removeToken(1);
  expect([readToken(1), readToken(2)]).toEqual([undefined, 'two']);
});

test.skipIf(process.platform === 'win32')('a token is for this user alone', () => {
  writeToken(1, 'one');
  const file = path.join(folder, `playhead-${process.getuid!()}`, '1.token');
  const modes = [file, path.dirname(file)].map((each) => statSync(each).mode & 0o777);
  expect(modes).toEqual([0o600, 0o700]);
});

test.skipIf(process.platform === 'win32')(
  'a user without a name has a token too, as in a container',
  () => {
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
    onTestFinished(() => void vi.restoreAllMocks());
    writeToken(1, 'one');
    expect(readdirSync(folder)).toEqual(['playhead-4000000']);
    expect(readToken(1)).toBe('one');
  },
);
