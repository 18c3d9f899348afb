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

const isCount: FieldCheck = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : 'a whole number from 0';
const isBetween =
  (least: number, most: number): FieldCheck =>
  (value) =>
    isCount(value) === undefined && (value as number) >= least && (value as number) <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;
const isNth: FieldCheck = (value) =>
  isCount(value) === undefined && value !== 0 ? undefined : 'a whole number from 1';
const isText: FieldCheck = (value) => (typeof value === 'string' ? undefined : 'a string');
const isPlace: FieldCheck = (value) => {
  if (isCount(value) === undefined) return undefined;
  try {
    if (!(value instanceof RegExp)) checkTarget(value); // a fault is JSON, which has no RegExp
    else return 'the number of an event, the type or fields of a part, or { text }';
    return undefined;
  } catch {
    return 'the number of an event, the type or fields of a part, or { text }';
  }
};

const FIELDS: Record<string, FieldCheck> = {
  status: (value) => isBetween(200, 599)(value) && 'a status of 200 to 599',
  headers: (value) => {
    const expected = 'a plain object of strings';
    if (Object.prototype.toString.call(value) !== '[object Object]') return expected;
    try {
      void new Headers(value as Record<string, string>);
      return Object.values(value as object).every((each) => typeof each === 'string')
        ? undefined
        : expected;
    } catch {
      return expected;
    }
  },
  body: isText,
  message: isText,
  text: (value) =>
    typeof value === 'string' && !/[\r\n]/.test(value) ? undefined : 'one line of text',
  value: (value) =>
    typeof value === 'string' && /^[\w.+-]+\/[\w.+-]+/.test(value)
      ? undefined
      : "a media type, such as 'text/plain'",
  ms: isBetween(0, LONGEST_PAUSE_MS),
  times: isBetween(2, MOST_TIMES),
  cassette: isText,
  interaction: isNth,
  attempt: isNth,
  after: isPlace,
  at: (value) => (value === 0 ? 'the number of an event, from 1' : isPlace(value)),
};

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
