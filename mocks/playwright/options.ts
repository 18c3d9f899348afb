import type { Carrier } from '../browser/channel.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { checkFaults } from '../faults/check.ts';
import type { PlacedFault } from '../faults/fault.ts';
import { MATCH_CHECKS, type MatchOptions } from '../match/options.ts';
import { checkOption, type OptionChecks, unknownOption } from '../options.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import { checkPace, type Pace } from '../stream/pace.ts';

/** The options of a test, for `test.use` and for `use` of a project. */
export interface PlayheadOptions {
  /**
   * What is played: a cassette's name (`'groq/tool_streaming'` for
   * `<cassettes>/groq/tool_streaming.yaml`), a parsed cassette, or a list of those.
   * Default: nothing, and no request is intercepted.
   */
  cassette: string | Cassette | readonly (string | Cassette)[] | undefined;
  /** The folder of the cassettes, from the folder of the Playwright configuration. Default: `'cassettes'`. */
  cassettes: string;
  /**
   * When events go out. `'manual'`: when the test says so; not even the head of a response goes
   * out before. Default: `'instant'`.
   */
  pace: Pace | 'manual';
  /**
   * How the bytes are cut into network chunks. Default: `'event'`. The test's own stops are cuts too:
   * an event that it has not let out sends no byte.
   */
  chunking: Chunking;
  /**
   * As for `cassetteHandlers`. Playwright takes a function for a fixture, so one goes in as
   * `match: async ({}, use) => { await use((asked, recorded) => …); }`.
   */
  match: NonNullable<MatchOptions['match']>;
  /** What goes wrong, and where. Default: nothing. An answer that is spoilt is not played: a retry gets it. */
  faults: readonly PlacedFault[];
  /** As for `cassetteHandlers`. */
  endpoint: string | undefined;
  /** As for `cassetteHandlers`. */
  protocol: MatchOptions['protocol'];
  /** Answer a request again when all its recordings have been played. Default: false. */
  repeat: boolean;
  /** How the answers reach the page: `'page'` (default) or `'service-worker'`. */
  carrier: Carrier;
  /**
   * What becomes of a test that leaves an interaction unplayed: `'error'` (default) or `'ignore'`.
   * Excused are those that follow a stream which the test left, failed or saw cancelled.
   */
  unused: 'error' | 'ignore';
  /** The folder of the page scripts, made with another MSW than the package's own. */
  pageScripts: string | undefined;
}

export const DEFAULTS: PlayheadOptions = {
  cassette: undefined,
  cassettes: 'cassettes',
  pace: 'instant',
  chunking: 'event',
  faults: [],
  match: 'conversation',
  endpoint: undefined,
  protocol: undefined,
  repeat: false,
  carrier: 'page',
  unused: 'error',
  pageScripts: undefined,
};

const oneOf =
  (name: string, ...valid: string[]) =>
  (value: unknown) => {
    const wanted = valid.map((each) => `'${each}'`).join(' or ');
    checkOption(name, value, valid.includes(value as string), wanted);
  };
const isText = (name: string, what: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'string' && value !== '', what);

export const PLAYHEAD_CHECKS: OptionChecks<PlayheadOptions> = {
  cassette: (value) => {
    for (const each of Array.isArray(value) ? value : [value]) {
      const valid = typeof each === 'object' ? each !== null : typeof each === 'string';
      checkOption('cassette', value, valid, 'a name, a parsed cassette or a list of those');
    }
  },
  cassettes: isText('cassettes', 'a folder'),
  pace: (value) => void (value === 'manual' || checkPace(value, "'manual'")),
  chunking: checkChunking,
  faults: checkFaults,
  ...MATCH_CHECKS,
  repeat: (value) => checkOption('repeat', value, typeof value === 'boolean', 'true or false'),
  carrier: oneOf('carrier', 'page', 'service-worker'),
  unused: oneOf('unused', 'error', 'ignore'),
  pageScripts: isText('pageScripts', 'a folder'),
};

/**
 * Playwright takes any name in `use`, so a misspelt option would do nothing. Names that are nearly
 * one of ours are refused; others may be fixtures of the user's.
 * @throws PlayheadError `bad-option` that lists the valid ones.
 */
export function checkNames(use: object): void {
  const valid = Object.keys(DEFAULTS);
  for (const name of Object.keys(use)) {
    if (!valid.includes(name) && valid.some((option) => isNearly(name, option))) {
      throw unknownOption(name, valid);
    }
  }
}

/** Short names have many neighbours, such as Playwright's own `page` and `trace`. */
function isNearly(name: string, option: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (plain[0] !== option[0]) return false;
  const allowed = option.length > 6 ? 2 : option.length > 4 ? 1 : 0;
  return plain === `${option}s` || distance(plain, option.toLowerCase()) <= allowed;
}

/** How many letters must be added, left out or changed to make one word of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of one.split('').entries()) {
    const next = [at + 1];
    for (const [to, wanted] of other.split('').entries()) {
      const changed = row[to]! + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, row[to + 1]! + 1, next[to]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
