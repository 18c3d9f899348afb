import { Command } from 'commander';
import { writeCassetteTypes } from '../../node/cassette-types.ts';
import { checkOption } from '../../util/check-options.ts';
import { pluralize } from '../../util/text.ts';
import { printable } from '../print/printable.ts';
import type { Context } from '../terminal.ts';

const EXAMPLE = `
Example:
  $ playhead types cassettes/ -o e2e/cassettes.d.ts
`;

/** Writes the names of cassettes as types. */
export function typesCommand({ stdout }: Context): Command {
  return new Command('types')
    .description('writes the names of cassettes as types, for test.use({ cassette })')
    .argument('[folders...]', 'folders that tests have as cassetteDir; default: cassettes')
    .option('-o, --output <file>', 'the file to write', parseOutput, 'playhead-cassettes.d.ts')
    .addHelpText('after', EXAMPLE)
    .action((folders: string[], { output }: { output: string }) => {
      const names = writeCassetteTypes(folders.length > 0 ? folders : ['cassettes'], output);
      stdout.write(`Wrote ${pluralize(names.length, 'cassette name')} to ${printable(output)}.\n`);
    });
}

function parseOutput(text: string): string {
  checkOption('output', text, /[^/\\]\.d\.ts$/.test(text), 'a name that ends in .d.ts');
  return text;
}
