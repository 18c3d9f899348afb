import { Command } from 'commander';
import { readCassette } from '../../node/cassette-files.ts';
import type { PlayheadServer, ServeOptions } from '../../server/serve.ts';
import { parsePace } from '../../stream/pace.ts';
import { cassettePaths } from '../cassette-paths.ts';
import { loadPackage } from '../load-package.ts';
import {
  parseChunking,
  parseFault,
  parseMatching,
  parsePort,
  parseSideCalls,
} from '../option-values.ts';
import { printable } from '../print/printable.ts';
import type { Context } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
type Values = Omit<ServeOptions, 'log' | 'token' | 'cassettes' | 'faults' | 'certificateFile'> & {
  fault?: NonNullable<ServeOptions['faults']>;
  certificate?: string;
  quiet?: true;
};

const EXAMPLES = `
Give your back end http://127.0.0.1:4010/v1 as the base URL of its provider. Tests with
carrier: 'server' bring their own cassettes; those named here answer while no such test is running.

Examples:
  $ playhead serve cassettes/
  $ playhead serve cassettes/ --match order --repeat   answers anything, in the order of the recording
`;

/** Answers requests to a model from cassettes, over HTTP. */
export function serveCommand(context: Context, serve = startServer): Command {
  return new Command('serve')
    .description('answers requests to a model from recorded completions, over HTTP')
    .argument('[cassettes...]', 'cassettes, or folders of them')
    .option('--port <number>', 'default 4010; 0 takes any free port', parsePort)
    .option('--host <address>', 'default 127.0.0.1: this machine alone')
    .option('--proxy', "is a forward proxy too: the provider's address stays as it is")
    .option('--certificate <file>', 'where the proxy keeps the certificate that it makes')
    .option('--match <how>', 'conversation (default), turn, order or exact', parseMatching('match'))
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
      'default: detected for each interaction',
      parseMatching('protocol'),
    )
    .option('--quiet', 'logs no requests')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], values: Values) => {
      const { quiet = false, fault: faults = [], certificate, ...options } = values;
      const log = quiet
        ? () => {}
        : (line: string) => void context.stdout.write(`${printable(line)}\n`);
      const token = context.env['PLAYHEAD_TOKEN'];
      const server = await serve({
        ...options,
        faults,
        cassettes: cassettePaths(paths).map(readCassette),
        ...(certificate !== undefined && { certificateFile: certificate }),
        ...(token && { token }),
        log,
      });
      context.stdout.write(greeting(server));
    });
}

function greeting({ url, certificateFile }: Pick<PlayheadServer, 'url' | 'certificateFile'>) {
  const line = `Playhead serves ${url}/v1, and every other base URL there.\n`;
  if (certificateFile === undefined) return line;
  return `${line}To use it as a proxy: HTTPS_PROXY=${url} NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS=${certificateFile}\n`;
}

/** Serves until the process is told to end. Loads the server here: other commands start faster. */
async function startServer(options: ServeOptions): Promise<PlayheadServer> {
  const { serve } = await loadPackage('serve', () => import('../../server/index.ts'));
  const server = await serve(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close());
  }
  return server;
}
