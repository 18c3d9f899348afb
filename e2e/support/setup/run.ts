import { spawnSync } from 'node:child_process';

/** Runs a program that may ask nothing. Returns why it failed, or undefined when it worked. */
export function run([program, ...args]: string[]): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(program!, args, {
    // Playwright tries five times; with the default of 30 s each, a machine offline waits long.
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
  });
  if (status === 0) return undefined;
  const lines = `${error ?? ''}\n${stdout}${stderr}`.trim().split('\n');
  const errors = lines.filter((line) => /^(E|.*Error):/.test(line));
  return (errors.length > 0 ? errors : lines).slice(0, 3).join('\n');
}
