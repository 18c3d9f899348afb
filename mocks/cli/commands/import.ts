import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import type { Cassette } from '../../cassette/cassette.ts';
import { readImportFile, tryTo } from '../../node/cassette-files.ts';
import { openCassetteWriter } from '../../node/cassette-writer.ts';
import { keptHeaders } from '../../record/headers.ts';
import { IMPORT_FORMATS, type ImportFormat } from '../../record/import/formats.ts';
import { type Imported, importRecording } from '../../record/import/import.ts';
import { describeRemoved } from '../../record/redaction/describe-removed.ts';
import { redactCassette } from '../../record/redaction/redact-cassette.ts';
import type { Removed } from '../../record/redaction/redactor.ts';
import type { RedactionRule } from '../../record/redaction/secrets/rule.ts';
import { requestName } from '../../util/masked-url.ts';
import { pluralize } from '../../util/text.ts';
import { parseRedaction, REDACT_HELP } from '../option-values.ts';
import { printable, printableJson } from '../print/printable.ts';
import { parseCassetteFile, refuseExisting } from '../recording-options.ts';
import type { Context } from '../terminal.ts';

/** What the command line gives, under the names of its options. */
interface Values {
  output?: string;
  format?: ImportFormat;
  url?: string;
  method?: string;
  request?: string;
  redact?: RedactionRule[];
  overwrite?: true;
  json?: true;
}

const EXAMPLES = `
Examples:
  $ playhead import chat.har
  $ playhead import curl.log -o cassettes/chat.yaml --request '{"stream":true,"messages":[]}'
  $ playhead import answer.sse --url https://api.openai.com/v1/chat/completions --request @question.json
`;

/** Makes a cassette of what another tool has recorded. */
export function importCommand({ stdout }: Context): Command {
  return new Command('import')
    .description(
      'makes a cassette of a HAR file, the output of curl, or a recording of another tool',
    )
    .argument('<file>', 'HAR, output of curl -N -v, a body, vcrpy, Polly.JS, MockServer, aimock')
    .option(
      '-o, --output <file>',
      'the cassette to write; default: cassettes/, and the name of the file',
      parseCassetteFile('output'),
    )
    .addOption(
      new Option('--format <name>', 'default: detected from the content').choices(IMPORT_FORMATS),
    )
    .option('--url <url>', 'the address of the request, where the file does not have it')
    .option('--method <name>', 'the method of the request, where the file does not have it')
    .option('--request <json>', 'the body of the request, or @file', readJson)
    .option('--redact <json>', REDACT_HELP, parseRedaction)
    .option('--overwrite', 'replaces the cassette if it exists')
    .option('--json', 'writes what was done as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, { output, redact = [], overwrite, json, ...options }: Values) => {
      const target = output ?? path.join('cassettes', `${path.parse(file).name}.yaml`);
      if (!overwrite) {
        refuseExisting(target, 'write cassette', 'Choose another name with -o, or add --overwrite');
      }
      const readBeside = (name: string) => readFile(path.resolve(path.dirname(file), name));
      const importing = importRecording(readImportFile(file), {
        ...options,
        file,
        readFile: readBeside,
      });
      const imported = withHint(await importing);
      const interactions = imported.cassette.interactions.map(keptHeaders);
      const scrubbed = { ...imported.cassette, interactions };
      const { cassette, removed } = await redactCassette(scrubbed, { rules: redact });
      write(target, cassette);
      const done = { ...imported, cassette: target, removed };
      stdout.write(json ? printableJson(done) : describe(imported, target, removed));
    });
}

/** Adds what to do where the output of curl lacks the body of a request. */
function withHint(imported: Imported): Imported {
  const { format, cassette, notes } = imported;
  const lacksBody = cassette.interactions.some(
    ({ request: { method, body } }) => method === 'POST' && body === '',
  );
  if (format !== 'curl' || !lacksBody) return imported;
  return { ...imported, notes: [...notes, 'Give the request body with --request @question.json.'] };
}

function write(file: string, cassette: Cassette): void {
  const writer = openCassetteWriter(file);
  try {
    writer.write(cassette);
  } finally {
    writer.close();
  }
}

function describe(
  { format, cassette, notes, skipped }: Imported,
  file: string,
  removed: readonly Removed[],
): string {
  const redacted = describeRemoved(removed);
  const lines = [
    `Wrote ${pluralize(cassette.interactions.length, 'interaction')} to ${file} (format: ${format}).`,
    ...notes.map((note) => `- ${note}`),
    ...skipped.map((each) => `- Left out: ${requestName(each)}: ${each.reason}.`),
    ...(redacted ? [`Removed ${redacted}.`] : []),
    `Look at it: npx playhead show ${file}`,
  ];
  return `${lines.map((line) => printable(line)).join('\n')}\n`;
}

/** Reads JSON from the command line, or from a file that is named after an @. */
function readJson(text: string): string {
  if (!text.startsWith('@')) return text;
  const file = text.slice(1);
  return tryTo(`read ${file} (--request)`, file, () => readFileSync(file, 'utf8'));
}
