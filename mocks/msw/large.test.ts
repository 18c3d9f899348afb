import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const SCRIPT = path.resolve(import.meta.dirname, '../test/play-large.ts');

/** V8 ends the process when the heap grows past this; the cassette alone is 50 of them. */
const HEAP_MB = 224;
const BYTES = 100_000 * ('data: {"choices":[{"index":0,"delta":{"content":""}}]}\n\n'.length + 465);

describe('cassetteHandlers', () => {
  test('plays a cassette of 50 MB with 100,000 events, cut anywhere, in bounded memory', async () => {
    const flags = [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx'];
    const { stdout } = await run(process.execPath, [...flags, SCRIPT]);
    expect(Number(stdout)).toBe(BYTES);
  }, 120_000);
});
