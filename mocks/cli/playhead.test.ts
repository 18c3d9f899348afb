import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { readCassette } from '../node/cassette-files.ts';

const CASSETTE = 'cassettes/groq/tool_streaming.yaml';

/** Runs the command from its sources. */
function playhead(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'mocks/cli/playhead.ts', ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { out: '', error: '' };
  child.stdout.on('data', (bytes: Buffer) => (written.out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (written.error += bytes.toString()));
  return { child, written, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

test('serve prints its address, answers, logs, and ends cleanly', async () => {
  const { child, written, ended } = playhead('serve', CASSETTE, '--port', '0');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const [, url] = /^Serving at .+: (http:\/\/127\.0\.0\.1:\d+\/v1)\)\.$/.exec(line)!;
  const { request, response } = readCassette(CASSETTE).interactions[0]!;
  const body = request.body as string;
  const answer = await fetch(`${url}/chat/completions`, { method: 'POST', body });
  expect(await answer.text()).toBe(response.body);
  await expect.poll(() => written.out).toMatch(/^POST \/v1\/chat\/completions → 200/m);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(written.error).toBe('');
}, 60_000);

test.each([
  [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
  [['serve', 'missing.yaml'], 1, /^$/, /missing\.yaml: it does not exist/],
])(
  '%j ends at once',
  async (args, code, out, error) => {
    const { written, ended } = playhead(...args);
    expect(await ended).toBe(code);
    expect(written.out).toMatch(out);
    expect(written.error).toMatch(error);
  },
  60_000,
);

test('a reader that ends early is not an error', async () => {
  const { child, written, ended } = playhead('show', 'cassettes', '--events', '--json');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await ended).toBe(0);
  expect(written.error).toBe('');
}, 60_000);
