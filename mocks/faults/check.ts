import { invalid, oneOf } from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import { LONGEST_PAUSE_MS } from '../stream/sleep.ts';
import { checkTarget } from '../protocols/target.ts';
import type { Fault, PlacedFault } from './fault.ts';
import { FAULT_KINDS } from './kinds.ts';

/** Limits a flood: each of its events is an object in the memory of the test and of the page. */
const MOST_TIMES = 100_000;

/** Names what is expected of a field where its value is invalid. */
type FieldCheck = (value: unknown) => string | undefined;

const field =
  (expected: string, isValid: (value: unknown) => boolean): FieldCheck =>
  (value) =>
    isValid(value) ? undefined : expected;
const isWhole = (value: unknown, least: number, most = Infinity) =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const isBetween = (least: number, most: number) =>
  field(`a whole number from ${least} to ${most}`, (value) => isWhole(value, least, most));
const isNth = field('a whole number, 1 or more', (value) => isWhole(value, 1));
const isText = field('a string', (value) => typeof value === 'string');
const isPlace = field(
  'the number of an event, the type or fields of a part, or { text }',
  (value) => isWhole(value, 0) || isJsonTarget(value),
);

const FIELDS: Record<string, FieldCheck> = {
  status: field('a status of 200 to 599', (value) => isWhole(value, 200, 599)),
  headers: field('a plain object of strings', isHeaders),
  body: isText,
  message: isText,
  text: field('one line of text', (value) => typeof value === 'string' && !/[\r\n]/.test(value)),
  value: field(
    "a media type, such as 'text/plain'",
    (value) => typeof value === 'string' && /^[\w.+-]+\/[\w.+-]+/.test(value),
  ),
  ms: isBetween(0, LONGEST_PAUSE_MS),
  times: isBetween(2, MOST_TIMES),
  cassette: isText,
  interaction: isNth,
  attempt: isNth,
  after: isPlace,
  at: (value) => (value === 0 ? 'the number of an event, 1 or more' : isPlace(value)),
};

function isHeaders(value: unknown): boolean {
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  try {
    void new Headers(value as Record<string, string>);
    return Object.values(value as object).every((each) => typeof each === 'string');
  } catch {
    return false;
  }
}

/** Accepts a target without a RegExp: a fault is JSON, which has none. */
function isJsonTarget(value: unknown): boolean {
  if (value instanceof RegExp) return false;
  try {
    checkTarget(value);
    return true;
  } catch {
    return false;
  }
}

const TYPES = Object.keys(FAULT_KINDS);
const PLACES = ['cassette', 'interaction', 'attempt', 'after', 'at'];

/** @throws PlayheadError `bad-option` where the value is not a list of faults. */
export function checkFaults(value: unknown): void {
  if (!Array.isArray(value)) throw invalid('faults', value, 'a list of faults');
  for (const fault of value) checkFault(fault, true);
}

/**
 * Checks a fault.
 * @param placed whether it names its place; a fault of `stream.fail()` applies where the stream stands
 * @throws PlayheadError `bad-option` with the reason.
 */
export function checkFault(fault: unknown, placed = false): asserts fault is Fault {
  const { type, ...fields } = (fault ?? {}) as Partial<PlacedFault> & Record<string, unknown>;
  if (typeof type !== 'string' || !Object.hasOwn(FAULT_KINDS, type)) {
    throw invalid('type of fault', type ?? fault, oneOf(TYPES), TYPES);
  }
  const { required: needed = [], optional = [], place } = FAULT_KINDS[type];
  const where = placed ? ['cassette', 'interaction', 'attempt', ...(place ? [place] : [])] : [];
  const known = [...needed, ...optional, ...where];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!known.includes(name)) {
      const why = PLACES.includes(name) && !placed ? ': it applies where the stream stands' : '';
      const hint = known.length > 0 ? `Fields: ${known.join(', ')}` : 'It has no fields';
      throw bad(fault, `${type} has no field "${name}"${why}`, hint);
    }
    const expected = FIELDS[name]!(value);
    if (expected) throw invalid(`${name} of the fault ${formatValue(fault)}`, value, expected);
  }
  const required = placed && place && type !== 'slow' ? [...needed, place] : needed;
  for (const name of required) {
    if (fields[name] === undefined) throw bad(fault, `${type} needs "${name}"`, 'Add it');
  }
}

function bad(fault: unknown, reason: string, hint: string): PlayheadError {
  const message = `Invalid fault ${formatValue(fault)}: ${reason}. ${hint}.`;
  return new PlayheadError('bad-option', message);
}
