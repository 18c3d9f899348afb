/** What a command writes to: a stream of Node, or what a test reads. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

/** Where a command runs. */
export interface Terminal {
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
}

/** What the program gives to each command. */
export interface Context extends Terminal {
  /** Sets the exit code of a command that has done its work: 1 where it has found something. */
  setExitCode(code: number): void;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** Puts text in a colour, or leaves it as it is. */
export type Paint = (style: keyof typeof CODES, text: string) => string;

/**
 * Chooses colours for a person at a terminal alone: a pipe, `NO_COLOR` (https://no-color.org) and a dumb
 * terminal get plain text. `FORCE_COLOR` asks for them in CI, as with Node.
 */
export function paintFor({ stdout, env }: Pick<Terminal, 'stdout' | 'env'>): Paint {
  const forced = env['FORCE_COLOR'];
  const wanted = stdout.isTTY === true && env['TERM'] !== 'dumb' && forced !== '0';
  const isOff = Boolean(env['NO_COLOR']) || !(wanted || (forced && forced !== '0'));
  return (style, text) => (isOff || text === '' ? text : `\u001B[${CODES[style]}m${text}\u001B[0m`);
}

/** Shows how far the work is, on one line of a terminal; elsewhere nothing. */
export function showProgress(output: Output, text: string): void {
  if (output.isTTY) output.write(`\r\u001B[K${text}`);
}
