import { Command } from 'commander';
import { formatCassette } from '../../cassette/format.ts';
import { requestProblem } from '../../cassette/request-problem.ts';
import { writeNewCassette } from '../../node/cassette-files.ts';
import { chatCassette, type ChatCassetteOptions } from '../../protocols/chat-cassette.ts';
import type { ProtocolName } from '../../protocols/protocols.ts';
import { checkOption } from '../../util/check-options.ts';
import { parseMatching } from '../option-values.ts';
import { parseCassetteFile } from '../recording-options.ts';
import { printable } from '../print/printable.ts';
import type { Context } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
type Values = ChatCassetteOptions & { question: string; answer: string };

const DEFAULT_PROTOCOL: ProtocolName = 'openai-chat';

const EXAMPLE = `
Example:
  $ playhead new cassettes/hello.yaml --question 'Say hello' --answer 'Hello there!'
`;

/** Writes a small synthetic cassette to start from; never overwrites a file. */
export function newCommand({ stdout }: Context): Command {
  return new Command('new')
    .description('writes a small synthetic cassette to start from; never overwrites a file')
    .argument('<file>', 'the cassette to write; its name ends in .yaml', parseCassetteFile('file'))
    .option(
      '--protocol <name>',
      'the format of the request and the answer',
      parseMatching('protocol'),
      DEFAULT_PROTOCOL,
    )
    .option('--url <url>', "the address of the request; default: the provider's own", parseUrl)
    .option('--question <text>', 'what the user says', 'Say hello')
    .option('--answer <text>', 'what the model says', 'Hello there!')
    .option('--model <name>', 'the name of the model; default: synthetic')
    .addHelpText('after', EXAMPLE)
    .action((file: string, { question, answer, ...options }: Values) => {
      const comment = '# Hand-made, not a recording: one question and its answer.\n';
      writeNewCassette(file, comment + formatCassette(chatCassette([[question, answer]], options)));
      stdout.write(
        `Wrote ${printable(file)}. Replay it with npx playhead serve ${printable(file)}\n`,
      );
    });
}

function parseUrl(text: string): string {
  const isUrl = requestProblem({ url: text, method: 'POST' }) === undefined;
  checkOption('url', text, isUrl, 'a full URL, with http or https and the host');
  return text;
}
