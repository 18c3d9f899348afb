import { Command } from 'commander';
import type { RedactionRule } from '../../record/redaction/secrets/rule.ts';
import type { ServeOptions } from '../../server/serve.ts';
import { PlayheadError } from '../../util/error.ts';
import { parseRedaction, REDACT_HELP } from '../option-values.ts';
import { printable } from '../print/printable.ts';
import { parseCassetteFile, refuseExisting, refuseInCi } from '../recording-options.ts';
import { addServerOptions, proxyLine, startServer } from '../start-server.ts';
import type { Context } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
type Values = Pick<ServeOptions, 'port' | 'host' | 'proxy' | 'to'> & {
  output: string;
  certificate?: string;
  redact?: RedactionRule[];
  append?: true;
  overwrite?: true;
  force?: true;
  quiet?: true;
};

const EXAMPLES = `
Use your app as always, with the address that is printed in place of the provider's. Each answer
streams through as it comes, and is written down when it is complete, without its secrets.

Providers by name: anthropic, cerebras, deepseek, fireworks, google, groq, huggingface, mistral, ollama,
openai, openrouter, together, xai.

Examples:
  $ playhead record --to openai -o cassettes/chat.yaml
  $ playhead record --to https://llm.example.com/v1 -o cassettes/chat.yaml
  $ playhead record --proxy -o cassettes/chat.yaml   where the provider's address is fixed in the app
`;

/** Records what a running app asks a model, and the answers. */
export function recordCommand(context: Context, serve = startServer): Command {
  const command = new Command('record')
    .description('passes requests on to the provider, and records them with the answers')
    .requiredOption(
      '-o, --output <file>',
      'the cassette to write; its name ends in .yaml',
      parseCassetteFile('output'),
    )
    .option('--to <provider>', 'the base URL of the provider, or its name');
  return addServerOptions(command)
    .option('--append', 'appends to the file')
    .option('--overwrite', 'replaces what is in the file')
    .option('--redact <json>', REDACT_HELP, parseRedaction)
    .option('--force', 'records in CI too')
    .option('--quiet', 'logs no requests')
    .addHelpText('after', EXAMPLES)
    .action(async (values: Values) => {
      const { output: file, certificate, redact: rules = [], ...rest } = values;
      const { append = false, overwrite = false, force = false, quiet = false, ...options } = rest;
      if (append && overwrite) throw wrongUse('--append and --overwrite exclude each other');
      if (options.to === undefined && !options.proxy) {
        throw wrongUse('the provider is not known. Add --to and its base URL or name, or --proxy');
      }
      refuseInCi(context, force, 'record');
      if (!append && !overwrite) {
        const hint = 'Add --append to add to it, or --overwrite to replace it';
        refuseExisting(file, 'record to', hint);
      }
      const log = quiet
        ? () => {}
        : (line: string) => void context.stdout.write(`${printable(line)}\n`);
      const server = await serve({
        ...options,
        ...(certificate !== undefined && { certificateFile: certificate }),
        record: { file, mode: append ? 'new' : 'all', rules },
        log,
      });
      context.stdout.write(greeting(server.url, file, options.to));
      context.stdout.write(proxyLine(server));
    });
}

function greeting(url: string, file: string, to: string | undefined): string {
  const line = `Recording to ${printable(file)}. Press Ctrl-C to stop.\n`;
  if (to === undefined) return line;
  return `Give your app ${url}/v1 (or ${url}) as the base URL, in place of ${printable(to)}.\n${line}`;
}

function wrongUse(reason: string): PlayheadError {
  return new PlayheadError('bad-option', `Cannot record: ${reason}.`);
}
