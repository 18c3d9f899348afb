import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { closestName } from '../util/closest-name.ts';
import { PlayheadError } from '../util/error.ts';
import { checkCommand } from './commands/check.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { newCommand } from './commands/new.ts';
import { recordCommand } from './commands/record.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { typesCommand } from './commands/types.ts';
import { printable } from './print/printable.ts';
import type { Context, Output, Terminal } from './terminal.ts';

/** All commands, in the order of the help. A command is one file, and one row here. */
const COMMANDS: ((context: Context) => Command)[] = [
  initCommand,
  serveCommand,
  recordCommand,
  showCommand,
  checkCommand,
  importCommand,
  newCommand,
  typesCommand,
];

const MAX_HELP_WIDTH = 100;

/** How a command ends. */
export const EXIT_CODES = { done: 0, failed: 1, wrongUsage: 2 } as const;

/**
 * Runs the command `playhead`.
 * @param args what follows `playhead` on the command line
 * @param commands those that there are. Default: all
 * @returns the exit code: 0, 1 for findings or bad input, 2 for a command line that is not understood
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  commands = COMMANDS,
): Promise<number> {
  let code: number = EXIT_CODES.done;
  let isUnderstood = false;
  const program = createProgram({ ...terminal, setExitCode: (value) => (code = value) }, commands);
  program.hook('preAction', () => void (isUnderstood = true));
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.done;
    terminal.stderr.write(`${printable(sentenceOf(error, program, args))}\n`);
    return isUnderstood ? EXIT_CODES.failed : EXIT_CODES.wrongUsage;
  }
}

function createProgram(context: Context, commands: typeof COMMANDS): Command {
  const program = new Command('playhead')
    .description('Replays recorded completions of language models to chat UIs under test.')
    .version(version(), '-V, --version', 'shows the version')
    .helpOption('-h, --help', 'shows this help')
    .helpCommand('help [command]', 'shows the help of a command')
    .addHelpText('after', '\nExample:\n  $ playhead serve cassettes/\n')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      outputError: () => {}, // `run` writes it, as it does all errors.
      getOutHelpWidth: () => helpWidth(context.stdout),
      getErrHelpWidth: () => helpWidth(context.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const create of commands) {
    program.addCommand(namingFlags(create(context)).copyInheritedSettings(program));
  }
  return program;
}

/** Makes the errors of values name the flag, as the library's checks name its option: `Invalid --max-age`. */
function namingFlags(command: Command): Command {
  for (const option of command.options) {
    const { parseArg, long } = option;
    if (!parseArg || !long) continue;
    const begin = new RegExp(`^Invalid (?:${option.attributeName()}|${option.name()})\\b`);
    option.argParser((value: string, previous: unknown) => {
      try {
        return parseArg(value, previous);
      } catch (error) {
        if (!(error instanceof PlayheadError)) throw error;
        const message = error.message.replace(begin, `Invalid ${long}`);
        throw new PlayheadError(error.code, message, error);
      }
    });
  }
  return command;
}

/** Breaks the lines of a help as the terminal is wide, up to what is easy to read. */
function helpWidth({ isTTY, columns }: Output): number {
  return Math.min((isTTY && columns) || MAX_HELP_WIDTH, MAX_HELP_WIDTH);
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Returns the message of an expected error; throws any other, whose stack is needed. */
function sentenceOf(error: unknown, program: Command, [name]: readonly string[]): string {
  if (error instanceof PlayheadError) return error.message;
  if (!(error instanceof CommanderError)) throw error;
  const command = program.commands.find((each) => each.name() === name) ?? program;
  // Reads what commander writes: `error: unknown option '--prt'\n(Did you mean --port?)`.
  const [what = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const [, flag] = /^unknown option '(--[\w-]+)=/.exec(what) ?? [];
  if (flag !== undefined) return explainFlagWithValue(flag, command);
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.?$/, '.')}`;
  return hint === undefined ? sentence : `${sentence} ${hint.replaceAll(/^\(|\)$/g, '')}`;
}

/** Explains an option with a value that is unknown, or takes none. */
function explainFlagWithValue(flag: string, command: Command): string {
  const known = command.options.flatMap(({ long }) => long ?? []);
  if (known.includes(flag)) return `Option '${flag}' does not take a value.`;
  const meant = closestName(flag, known);
  return `Unknown option '${flag}'.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}
