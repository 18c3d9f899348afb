import type { Command } from 'commander';
import { run } from '../cli/program.ts';
import type { Context, Terminal } from '../cli/terminal.ts';

/** A terminal as a test sets it up. */
export interface TestTerminal {
  env?: Terminal['env'];
  isTTY?: boolean;
  columns?: number;
}

/**
 * Runs `playhead` in this process, with what it writes kept.
 * @param create makes the only command that there is. Default: all
 */
export async function runCommand(
  args: readonly string[],
  { env = {}, isTTY, columns }: TestTerminal = {},
  create?: (context: Context) => Command,
) {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err') => ({
    write: (text: string) => void (written[name] += text),
    isTTY,
    columns,
  });
  const terminal = { stdout: output('out'), stderr: output('err'), env };
  const code = await run(args, terminal, create && [create]);
  return { code, out: () => written.out, err: written.err };
}
