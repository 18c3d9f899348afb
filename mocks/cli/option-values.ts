import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compact, parseJson } from '../util/json.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { checkFaults } from '../faults/check.ts';
import type { PlacedFault } from '../faults/fault.ts';
import { MATCH_CHECKS, type MatchOptions } from '../matching/options.ts';
import { cassetteFile, cassetteNames, readCassette } from '../node/cassette-files.ts';
import { checkSideCalls, type SideCalls } from '../replay/side-calls.ts';
import type { ServeOptions } from '../server/serve.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import { parsePace } from '../stream/pace.ts';
import { checkOption, checkOptions } from '../util/check-options.ts';
import { closestName } from '../util/closest-name.ts';
import { PlayheadError } from '../util/error.ts';

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  pace: { type: 'string' },
  chunking: { type: 'string' },
  match: { type: 'string' },
  endpoint: { type: 'string' },
  protocol: { type: 'string' },
  fault: { type: 'string', multiple: true },
  'side-calls': { type: 'string' },
  proxy: { type: 'boolean' },
  certificate: { type: 'string' },
  repeat: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type ServeArguments = Omit<ServeOptions, 'log' | 'token'> & { quiet: boolean };

/**
 * Reads what follows `playhead serve` on the command line, and the cassettes that it names.
 * @throws PlayheadError `bad-option`, and the codes of `readCassette`.
 */
export function parseServeArguments(args: string[]): ServeArguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const { port, pace, chunking, fault = [], repeat = false, quiet = false, host } = values;
  const {
    'side-calls': rules,
    match,
    endpoint,
    protocol,
    proxy,
    certificate: certificateFile,
  } = values;
  const matching = compact({ match, endpoint, protocol }) as MatchOptions;
  checkOptions(matching, MATCH_CHECKS);
  const faults = fault.map(parseFault);
  checkFaults(faults);
  return {
    ...matching,
    cassettes: positionals.flatMap(readCassettes),
    faults,
    repeat,
    quiet,
    ...compact({ host, proxy, certificateFile }),
    ...(port !== undefined && { port: parsePort(port) }),
    ...(pace !== undefined && { pace: parsePace(pace) }),
    ...(rules !== undefined && { sideCalls: parseSideCalls(rules) }),
    ...(chunking !== undefined && { chunking: parseChunking(chunking) }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const { message } = error as Error;
    const [, name] = /'--([\w-]+)/.exec(message) ?? [];
    const meant = name !== undefined && closestName(name, Object.keys(OPTIONS));
    const hint = meant && meant !== name ? ` Did you mean --${meant}?` : '';
    throw new PlayheadError('bad-option', `${message.split('. ')[0]}.${hint}`);
  }
}

/** Reads one cassette, or all below a folder. */
function readCassettes(file: string): Cassette[] {
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return [readCassette(file)];
  const names = cassetteNames(file);
  if (names.length === 0) {
    const reason = 'no file below it ends in .yaml. Check the path';
    throw new PlayheadError('no-file', `Cannot read cassettes in ${file}: ${reason}.`, { file });
  }
  return names.map((name) => readCassette(cassetteFile(file, name)));
}

function parsePort(text: string): number {
  const valid = /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
  checkOption('port', text, valid, 'a number from 0 to 65535');
  return Number(text);
}

/** Reads `event`, `whole`, a number of bytes, or JSON such as `{"seed":1}`. */
function parseChunking(text: string): Chunking {
  const value = /^\d+$/.test(text) ? { bytes: Number(text) } : (parseJson(text) ?? text);
  checkChunking(value);
  return value as Chunking;
}

function parseSideCalls(text: string): SideCalls {
  const value = parseJson(text);
  checkOption('side-calls', text, value !== undefined, `JSON such as {"title":"A title"}`);
  checkSideCalls(value);
  return value as SideCalls;
}

function parseFault(text: string): PlacedFault {
  const value = parseJson(text);
  checkOption('fault', text, value !== undefined, `JSON such as {"type":"cut","at":3}`);
  return value as PlacedFault;
}
