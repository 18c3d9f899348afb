import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { Cassette } from '../../cassette/cassette.ts';
import { readCassette } from '../../node/cassette-files.ts';
import type { RedactionRule } from '../../record/redaction/secrets/rule.ts';
import type { RecordOptions } from '../../server/record-options.ts';
import type { ServeOptions } from '../../server/serve.ts';
import { parsePace } from '../../stream/pace.ts';
import { PlayheadError } from '../../util/error.ts';
import { cassettePaths } from '../cassette-paths.ts';
import { loadProtocol, parseProtocol } from '../load-protocol.ts';
import {
  parseChunking,
  parseFault,
  parseMatching,
  parseRedaction,
  REDACT_HELP,
  parseSideCalls,
} from '../option-values.ts';
import { printable } from '../print/printable.ts';
import { parseCassetteFile, refuseInCi } from '../recording-options.ts';
import { addServerOptions, proxyLine, startServer } from '../start-server.ts';
import type { Context } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
type Values = Omit<
  ServeOptions,
  'log' | 'token' | 'cassettes' | 'faults' | 'certificateFile' | 'record' | 'protocol'
> & {
  protocol?: string;
  fault?: NonNullable<ServeOptions['faults']>;
  certificate?: string;
  recordMissing?: true;
  output?: string;
  redact?: RedactionRule[];
  force?: true;
  quiet?: true;
};

const EXAMPLES = `
Give your back end http://127.0.0.1:4010/v1 as the base URL of its provider. Tests with
carrier: 'server' bring their own cassettes; those named here answer while no such test is running.

Examples:
  $ playhead serve cassettes/
  $ playhead serve cassettes/chat.yaml --record-missing --to openai
  $ playhead serve cassettes/ --match any --repeat   answers any question, for a dev server
`;

/** Answers requests to a model from cassettes, over HTTP. */
export function serveCommand(context: Context, serve = startServer): Command {
  const command = new Command('serve')
    .description('answers requests to a model from recorded completions, over HTTP')
    .argument('[cassettes...]', 'cassettes, or folders of them');
  return addServerOptions(command)
    .option(
      '--match <how>',
      'conversation (default), turn, order, any or exact',
      parseMatching('match'),
    )
    .option('--repeat', 'answers a request again when its recordings have been played')
    .option('--pace <pace>', 'instant (default), recorded, 20/s or 2000ms', parsePace)
    .option(
      '--chunking <how>',
      'event (default), whole, recorded, or a number of bytes',
      parseChunking,
    )
    .option(
      '--fault <json>',
      'a deviation, such as {"type":"cut","at":3}; can be repeated',
      parseFault,
    )
    .option(
      '--side-calls <json>',
      'answers beside the chat, such as {"title":"A title","embeddings":"zeros"}',
      parseSideCalls,
    )
    .option(
      '--endpoint <path>',
      'the path of the requests; default: as recorded, on any base',
      parseMatching('endpoint'),
    )
    .option(
      '--protocol <name>',
      'default: detected for each interaction; or a module that exports your own',
      parseProtocol,
    )
    .option(
      '--record-missing',
      'forwards requests that no cassette answers, and appends them to the -o file',
    )
    .option('--to <provider>', 'the provider that recorded requests go to: base URL or name')
    .option(
      '-o, --output <file>',
      'default: the cassette, when exactly one is given',
      parseCassetteFile('output'),
    )
    .option('--redact <json>', REDACT_HELP, parseRedaction)
    .option('--force', 'records in CI too')
    .option('--quiet', 'logs no requests')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], values: Values) => {
      const { quiet = false, fault: faults = [], certificate, ...rest } = values;
      const { recordMissing, output, force = false, redact = [], protocol, ...options } = rest;
      const isAddressed = options.to !== undefined || options.proxy === true;
      const record =
        recordMissing &&
        recordOptions(context, paths, { output, force, isAddressed, rules: redact });
      const log = quiet
        ? () => {}
        : (line: string) => void context.stdout.write(`${printable(line)}\n`);
      const token = context.env['PLAYHEAD_TOKEN'];
      const server = await serve({
        ...options,
        ...(protocol !== undefined && { protocol: await loadProtocol(protocol) }),
        faults,
        cassettes: existingCassettes(paths, record),
        ...(record && { record }),
        ...(certificate !== undefined && { certificateFile: certificate }),
        ...(token && { token }),
        log,
      });
      context.stdout.write(
        `Serving at ${server.url} (base URL for OpenAI clients: ${server.url}/v1).\n${proxyLine(server)}`,
      );
    });
}

/** Decides where what is missing is recorded to: the file of -o, else the only cassette. */
function recordOptions(
  context: Context,
  paths: readonly string[],
  {
    output,
    force,
    isAddressed,
    rules,
  }: {
    output: string | undefined;
    force: boolean;
    isAddressed: boolean;
    rules: readonly RedactionRule[];
  },
): RecordOptions {
  refuseInCi(context, force, 'record what is missing');
  if (!isAddressed) {
    const message =
      'Cannot record what is missing: the provider is not known. Add --to and its base URL or name, or --proxy.';
    throw new PlayheadError('bad-option', message);
  }
  const [only = '', ...others] = paths;
  const file = output ?? (others.length === 0 && only.endsWith('.yaml') ? only : undefined);
  if (file !== undefined) return { file, mode: 'new', rules };
  const message =
    'Cannot record what is missing: the file to write is not known. Add -o and its name.';
  throw new PlayheadError('bad-option', message);
}

/** Reads the cassettes; the one that is recorded to may not be there yet. */
function existingCassettes(
  paths: readonly string[],
  record: RecordOptions | undefined,
): Cassette[] {
  const there = paths.filter((each) => each !== record?.file || existsSync(each));
  const file = record && existsSync(record.file) ? [record.file] : [];
  // By their full paths: a file may be spelt in two ways, and would answer twice.
  const all = new Map([...cassettePaths(there), ...file].map((each) => [path.resolve(each), each]));
  return [...all.values()].map(readCassette);
}
