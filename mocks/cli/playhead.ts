#!/usr/bin/env node
import { PlayheadError } from '../util/error.ts';
import { parseServeArguments } from './arguments.ts';

const HELP = `Usage: playhead serve [options] [cassettes or folders of them]

Answers requests to a model from recorded completions, over HTTP: give your back end
http://127.0.0.1:4010/v1 as the base URL of its provider. Tests with carrier: 'server'
bring their own cassettes; those named here answer while no such test is running.

  --port <number>      default 4010; 0 takes any free port
  --host <address>     default 127.0.0.1: this machine alone
  --proxy              is a forward proxy too: the provider's address stays as it is
  --certificate <file> where the proxy keeps the certificate that it makes
  --match <how>        conversation (default), turn, order or exact
  --repeat             answers a request again when its recordings have been played
  --pace <pace>        instant (default), 20/s or 2000ms
  --chunking <how>     event (default), whole, or a number of bytes
  --fault <json>       a deviation, such as {"type":"cut","at":3}; can be repeated
  --side-calls <json>  answers beside the chat, such as {"title":"A title","embeddings":"zeros"}
  --endpoint <path>    the path of the requests; default: as recorded, on any base
  --protocol <name>    default: detected for each interaction
  --quiet              logs no requests

Answer anything, in the order of the recording: --match order --repeat
`;

async function main([command, ...args]: string[]): Promise<void> {
  if (command === undefined || command === '--help' || command === '-h') {
    process.stdout.write(HELP);
    return;
  }
  if (command !== 'serve') {
    throw new PlayheadError('bad-option', `Unknown command "${command}". The command is: serve.`);
  }
  const options = parseServeArguments(args);
  if (options === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const { quiet, ...serving } = options;
  const { serve } = await loadServer();
  const log = quiet ? () => {} : (line: string) => console.log(line);
  const token = process.env['PLAYHEAD_TOKEN'];
  const server = await serve({ ...serving, log, ...(token && { token }) });
  console.log(`Playhead serves ${server.url}/v1, and every other base URL there.`);
  if (server.certificateFile !== undefined) {
    console.log(
      `To use it as a proxy: HTTPS_PROXY=${server.url} NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS=${server.certificateFile}`,
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close());
  }
}

/** Loads the server, which needs a package that other uses of this one do not. */
async function loadServer(): Promise<typeof import('../server/index.ts')> {
  try {
    return await import('../server/index.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new PlayheadError(
      'bad-option',
      'Cannot serve: express is missing. Run npm install --save-dev express.',
    );
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof PlayheadError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
