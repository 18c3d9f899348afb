import { Command } from 'commander';
import { readCassette } from '../../node/cassette-files.ts';
import { describeCassette } from '../../record/describe/describe-cassette.ts';
import { cassettePaths } from '../cassette-paths.ts';
import { printCassette } from '../print/print-cassette.ts';
import { printableJson } from '../print/printable.ts';
import { type Context, paintFor } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ playhead show cassettes/weather.yaml
  $ playhead show cassettes/weather.yaml --events
`;

/** Shows what cassettes hold. */
export function showCommand(context: Context): Command {
  const { stdout } = context;
  return new Command('show')
    .description('shows the conversation of a cassette, and how its stream is cut into events')
    .argument('<cassettes...>', 'cassettes, or folders of them')
    .option('--events', 'shows each event: its number, time, size, type and meaning')
    .option('--json', 'writes the same as JSON')
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], { events, json }: { events?: true; json?: true }) => {
      const described = cassettePaths(paths).map((file) =>
        describeCassette(readCassette(file), { events: events === true }),
      );
      if (json) {
        stdout.write(printableJson(described));
        return;
      }
      const width = (stdout.isTTY && stdout.columns) || Infinity;
      const options = { paint: paintFor(context), width };
      stdout.write(described.map((each) => printCassette(each, options)).join('\n'));
    });
}
