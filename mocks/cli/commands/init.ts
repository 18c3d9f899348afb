import { Command } from 'commander';
import { completeSetup, detect, type Given } from '../init/detect.ts';
import { describe } from '../init/describe.ts';
import { readManifest } from '../init/manifest.ts';
import { planSetup } from '../init/plan.ts';
import {
  askForSetup,
  openTerminal,
  parseAppURL,
  parseCaller,
  parseEndpoint,
  parseFolder,
  parseProtocol,
} from '../init/questions.ts';
import { readSnapshot } from '../init/snapshot.ts';
import { writePlan } from '../init/write-plan.ts';
import { type Context, paintFor } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
type Values = Given & { yes?: true };

const SPECIFIED = 'as specified';
const NOT_DETECTED =
  'assumed: nothing in the project shows it. If that is wrong, delete the files written and see playhead init --help';

const EXAMPLES = `
Examples:
  $ playhead init --yes
  $ playhead init --caller back-end --protocol anthropic-messages
`;

/** Writes a first spec into a project with Playwright. */
export function initCommand(
  context: Context,
  {
    folder = process.cwd(),
    open = process.stdin.isTTY ? openTerminal : undefined,
  }: { folder?: string; open?: typeof openTerminal | undefined } = {},
): Command {
  return new Command('init')
    .description(
      'writes a first spec, its cassette and lines of the configuration; never overwrites a file',
    )
    .option('-y, --yes', 'asks no questions and uses what it detects')
    .option('--caller <caller>', 'who calls the model: page or back-end', parseCaller)
    .option('--protocol <name>', 'the format of the requests', parseProtocol)
    .option(
      '--endpoint <path>',
      "the path of the requests; default: the provider's own",
      parseEndpoint,
    )
    .option('--url <url>', 'where your app runs', parseAppURL)
    .option(
      '--dir <folder>',
      'where the spec is written; default: that of the configuration',
      parseFolder,
    )
    .addHelpText('after', EXAMPLES)
    .action(async ({ yes, ...given }: Values) => {
      const snapshot = readSnapshot(folder);
      const manifest = readManifest(snapshot);
      const detected = detect(snapshot, manifest);
      const terminal = !yes && context.stdout.isTTY ? open?.() : undefined;
      const setup = terminal
        ? await askForSetup(detected, given, terminal.ask).finally(terminal.close)
        : completeSetup(detected, given);
      const plan = planSetup(snapshot, manifest, detected, setup);
      const done = writePlan(folder, plan.files);
      const because =
        terminal || isSpecified(given) ? SPECIFIED : (detected.because ?? NOT_DETECTED);
      const found = { setup, because, manager: snapshot.manager };
      context.stdout.write(describe(plan, done, found, paintFor(context)));
    });
}

function isSpecified({ caller, protocol }: Given): boolean {
  return caller !== undefined && protocol !== undefined;
}
