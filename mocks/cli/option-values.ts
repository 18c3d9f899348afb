import { checkFaults } from '../faults/check.ts';
import type { PlacedFault } from '../faults/fault.ts';
import { MATCH_CHECKS, type MatchOptions } from '../matching/options.ts';
import { checkRules, type RedactionRule } from '../record/redaction/secrets/rule.ts';
import { checkSideCalls, type SideCalls } from '../replay/side-calls.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import { checkOption, invalid } from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';
import { asObject, parseJson } from '../util/json.ts';

/**
 * Reads the values of options from the text of a command line. All throw a PlayheadError `bad-option`
 * that says what was expected.
 */
export function parsePort(text: string): number {
  const valid = /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
  checkOption('port', text, valid, 'a number from 0 to 65535');
  return Number(text);
}

/** Reads `event`, `whole`, `recorded`, a number of bytes, or JSON such as `{"seed":1}`. */
export function parseChunking(text: string): Chunking {
  const value = /^\d+$/.test(text) ? { bytes: Number(text) } : (parseJson(text) ?? text);
  checkChunking(value);
  return value as Chunking;
}

export function parseSideCalls(text: string): SideCalls {
  const value = parseJson(text);
  checkOption('side-calls', text, value !== undefined, `JSON such as {"title":"A title"}`);
  checkSideCalls(value);
  return value as SideCalls;
}

/** Reads one of several faults. */
export function parseFault(text: string, earlier: readonly PlacedFault[] = []): PlacedFault[] {
  const value = parseJson(text);
  checkOption('fault', text, value !== undefined, `JSON such as {"type":"cut","at":3}`);
  const faults = [...earlier, value];
  checkFaults(faults);
  return faults as PlacedFault[];
}

const REDACTION = String.raw`{"kind":"customer","pattern":"cust-\\d+"}`;

/** The help of `--redact`. */
export const REDACT_HELP = `an extra pattern to redact, such as ${REDACTION}; can be repeated`;

/** Reads one of several rules that find secrets, of a kind and a regular expression. */
export function parseRedaction(
  text: string,
  earlier: readonly RedactionRule[] = [],
): RedactionRule[] {
  const { kind, pattern } = asObject(parseJson(text));
  const valid = typeof kind === 'string' && typeof pattern === 'string';
  const expected = `JSON such as {"kind":"customer","pattern":"cust-\\\\d+"}`;
  checkOption('redact', text, valid, expected);
  try {
    const rules = [...earlier, { kind: String(kind), pattern: new RegExp(String(pattern), 'gu') }];
    checkRules(rules);
    return rules;
  } catch (error) {
    if (error instanceof PlayheadError) throw error;
    throw new PlayheadError('bad-option', `Invalid redact: ${(error as Error).message}.`);
  }
}

/** Makes a function that reads an option of matching, which is text as it is. */
export function parseMatching<K extends keyof MatchOptions>(name: K) {
  return (text: string) => {
    MATCH_CHECKS[name](text);
    return text as NonNullable<MatchOptions[K]>;
  };
}

/** The units of an age, in milliseconds. */
const UNITS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads an age, such as `12h`, `30d` or `12w`, as milliseconds. */
export function parseAge(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,6})([hdw])$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (ms > 0) return ms;
  throw invalid('max-age', text, 'hours, days or weeks, such as 12h, 30d or 12w');
}
