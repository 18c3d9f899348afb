import { PlayheadError } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import { LONGEST_PAUSE_MS } from '../stream/sleep.ts';
import { checkTarget } from '../protocols/target.ts';
import type { Fault, PlacedFault } from './fault.ts';
import { FAULT_KINDS } from './kinds.ts';

/** Each event of a flood is an object in the memory of the test and of the page. */
const MOST_TIMES = 100_000;

/** Says what is wrong with the value of a field; undefined where it is right. */
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
const isText: FieldCheck = (value) => (typeof value === 'string' ? undefined : 'a text');
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
    const wanted = 'names and values of headers, in a plain object';
    if (Object.prototype.toString.call(value) !== '[object Object]') return wanted;
    try {
      void new Headers(value as Record<string, string>);
      return Object.values(value as object).every((each) => typeof each === 'string')
        ? undefined
        : wanted;
    } catch {
      return wanted;
    }
  },
  body: isText,
  message: isText,
  text: (value) =>
    typeof value === 'string' && !/[\r\n]/.test(value) ? undefined : 'a text of one line',
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

const PLACES = ['cassette', 'interaction', 'attempt', 'after', 'at'];

/** @throws PlayheadError `bad-option` where these are no faults. */
export function checkFaults(value: unknown): void {
  if (!Array.isArray(value)) throw bad(value, 'it is no list', 'Give a list of faults');
  for (const fault of value) checkFault(fault, true);
}

/**
 * @param placed does it say where it strikes? One that the test lets happen does not
 * @throws PlayheadError `bad-option` that says what is wrong.
 */
export function checkFault(fault: unknown, placed = false): asserts fault is Fault {
  const { type, ...fields } = (fault ?? {}) as Partial<PlacedFault> & Record<string, unknown>;
  if (typeof type !== 'string' || !Object.hasOwn(FAULT_KINDS, type)) {
    throw bad(fault, 'it has no type of fault', `Types: ${Object.keys(FAULT_KINDS).join(', ')}`);
  }
  const { required: needs = [], optional: may = [], place } = FAULT_KINDS[type];
  const where = placed ? ['cassette', 'interaction', 'attempt', ...(place ? [place] : [])] : [];
  const known = [...needs, ...may, ...where];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!known.includes(name)) {
      const why = PLACES.includes(name) && !placed ? 'it strikes where the stream stands' : '';
      const mend = known.length > 0 ? `Fields: ${known.join(', ')}` : 'It has no fields';
      throw bad(fault, `${type} has no field "${name}"${why && `: ${why}`}`, mend);
    }
    const wanted = FIELDS[name]!(value);
    if (wanted) throw bad(fault, `its ${name} is not ${wanted}`, 'Change it');
  }
  const required = placed && place && type !== 'slow' ? [...needs, place] : needs;
  for (const name of required) {
    if (fields[name] === undefined) throw bad(fault, `it lacks "${name}"`, 'Add it');
  }
}

function bad(fault: unknown, why: string, mend: string): PlayheadError {
  const message = `Cannot use the fault ${formatValue(fault)}: ${why}. ${mend}.`;
  return new PlayheadError('bad-option', message);
}
