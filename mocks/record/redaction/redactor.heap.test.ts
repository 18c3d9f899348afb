import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('holds no secret in memory when it is done', async () => {
  // Snapshots cut texts off at 1024 characters by default.
  const limit = '--heap-snapshot-string-limit=1000000000';
  const script = 'mocks/test/redaction/heap.ts';
  const { stdout } = await promisify(execFile)(process.execPath, [
    limit,
    '--import',
    'tsx',
    script,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ finds: true, left: [] });
}, 60_000);
