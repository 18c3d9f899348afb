import { PlayheadError } from '../util/error.ts';

/** What Vite shows of an error besides its message: https://rollupjs.org/plugin-development/#this-error */
interface ViteError extends Error {
  id: string;
  loc: { file: string; line: number; column: number };
  /** The line of the file, with a caret. */
  frame: string;
}

/**
 * Adds to the error of a cassette what Vite's overlay shows: the place, and the line with its caret.
 * @param file the full path of the cassette
 */
export function viteErrorOf(error: unknown, file: string): Error {
  if (!(error instanceof PlayheadError)) throw error;
  const { line, column } = error;
  error.stack = ''; // it leads to the parser: the place is in the file
  if (line === undefined || column === undefined) return Object.assign(error, { id: file });
  const [message = '', ...frame] = error.message.split('\n');
  return Object.assign(error, {
    id: file,
    message,
    // Counted from 1, both: the overlay hands them to the editor as they are.
    loc: { file, line, column },
    frame: dedent(frame),
  } satisfies Partial<ViteError>);
}

/** Takes away what all lines begin with: the overlay trims the first line alone. */
function dedent(lines: readonly string[]): string {
  const widths = lines.map((line) => line.search(/\S/));
  return lines.map((line) => line.slice(Math.min(...widths))).join('\n');
}
