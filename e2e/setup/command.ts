import { spawn } from 'node:child_process';

/** How a program ended, and everything it said. */
export interface Outcome {
  ok: boolean;
  output: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  /** After so many milliseconds the program and its children are stopped. */
  timeout: number;
}

/** Runs a program quietly: it may ask nothing, and what it says is kept for when it fails. */
export function run(command: string[], { env, timeout }: CommandOptions): Promise<Outcome> {
  const [program, ...args] = command;
  // A group of its own on POSIX, so that downloads and package scripts end with their parent.
  const detached = process.platform !== 'win32';
  const child = spawn(program!, args, {
    detached,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => {
    if (child.pid === undefined) return;
    if (detached) process.kill(-child.pid, 'SIGTERM');
    else child.kill();
  };
  // A group of its own does not hear Ctrl-C either.
  process.once('SIGINT', stop);

  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      output += `\nError: gave up after ${timeout / 1000} s`;
      stop();
    }, timeout);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      process.off('SIGINT', stop);
      resolve({ ok, output });
    };
    child.once('error', (error) => {
      output += `\nError: ${error.message}`;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

/** The lines of a failed program's output that tell why, or else its last ones. */
export function reasonOf(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '');
  // apt marks its errors with "E:".
  const errors = said.filter((line) => /^(E|Err|Error|error|fatal|ERROR):/.test(line));
  const telling = errors.length > 0 ? errors : said.slice(-3);
  return [...new Set(telling)].slice(0, 4).join('\n');
}
