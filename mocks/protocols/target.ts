import { invalid, oneOf } from '../util/check-options.ts';
import { formatValue } from '../util/format-value.ts';
import { type EventTexts, findText } from './event-texts.ts';
import type { Part } from './part.ts';

/**
 * The place in a stream where `until` stops.
 * - the type of a part: after the next event that holds such a part
 * - `{ text }` or a RegExp: once the text of the answer, from its beginning, contains it. Where no
 *   protocol reads the events: once the strings at one path of their JSON do, or what is not JSON
 * - fields of a part: after the next event with a part that has them all, such as
 *   `{ type: 'tool-call', name: 'add' }`
 */
export type Target = Part['type'] | RegExp | TextTarget | PartFields;

/** A text that the answer contains, counted from its beginning. */
export interface TextTarget {
  text: string;
  type?: never;
}

/** The type of a part, and some of its other fields. */
export type PartFields = {
  [K in Part['type']]: { type: K } & Partial<Omit<Extract<Part, { type: K }>, 'type'>>;
}[Part['type']];

/** Every type of part. */
export const PART_TYPES = [
  'text',
  'reasoning',
  'tool-call',
  'tool-arguments',
  'tool-result',
  'finish',
  'usage',
  'error',
] as const satisfies readonly Part['type'][];

/**
 * Finds the position to play to, counted in events; undefined where the rest does not hold it.
 * @param parts the parts of each event
 * @param from how many events have been sent
 */
export function findTarget(
  parts: readonly Part[][],
  from: number,
  target: Target,
): number | undefined {
  const contains = textTest(target);
  if (!contains) {
    const holds = partTest(target as Part['type'] | PartFields);
    const found = parts.findIndex((each, at) => at >= from && each.some(holds));
    return found < 0 ? undefined : found + 1;
  }
  let text = '';
  for (const [at, each] of [...parts, []].entries()) {
    if (at >= from && contains(text)) return at;
    for (const part of each) if (part.type === 'text') text += part.text;
  }
  return undefined;
}

/**
 * Finds the position of a text where no protocol reads the events; undefined where the rest does not hold
 * it, or the target is a part.
 */
export function findTextTarget(
  texts: readonly EventTexts[],
  from: number,
  target: Target,
): number | undefined {
  const contains = textTest(target);
  return contains && findText(texts, from, contains);
}

/** Tells whether a target is a text, which needs no protocol. */
export function isTextTarget(target: Target): boolean {
  return textTest(target) !== undefined;
}

/** @throws PlayheadError `bad-option` where the value is not a target. */
export function checkTarget(target: unknown): asserts target is Target {
  if (target instanceof RegExp || PART_TYPES.includes(target as Part['type'])) return;
  if (typeof target === 'object' && target !== null) {
    const { type, text } = target as { type?: Part['type']; text?: unknown };
    const isExact = !Object.values(target).some((value) => value instanceof RegExp);
    if (type === undefined ? typeof text === 'string' : PART_TYPES.includes(type) && isExact)
      return;
  }
  const expected = `${oneOf(PART_TYPES)}, a RegExp, { text } or exact fields of a part`;
  throw invalid('target', target, expected, PART_TYPES);
}

const SHOWN = 60;

/** Describes a target for messages and the report, and any other value without an error. */
export function describeTarget(target: Target): string {
  if (typeof target === 'string') return target;
  if (target instanceof RegExp) return `the text ${String(target)}`;
  const { type, text } = Object(target) as { type?: unknown; text?: unknown };
  if (type !== undefined || typeof text !== 'string') return formatValue(target);
  return `the text ${quoteEnds(text)}`;
}

/** Quotes a text and keeps both ends of a long one: where it begins and where it stops. */
function quoteEnds(text: string): string {
  const short = text.length > 2 * SHOWN ? `${text.slice(0, SHOWN)}…${text.slice(-SHOWN)}` : text;
  return JSON.stringify(short);
}

function partTest(target: Part['type'] | PartFields): (part: Part) => boolean {
  if (typeof target === 'string') return ({ type }) => type === target;
  const fields = Object.entries(target);
  return (part) => fields.every(([name, value]) => part[name as keyof Part] === value);
}

function textTest(target: Target): ((text: string) => boolean) | undefined {
  if (typeof target === 'string') return undefined;
  if (!(target instanceof RegExp)) {
    return target.type === undefined ? (text) => text.includes(target.text) : undefined;
  }
  // A global or sticky pattern would go on from where it matched last.
  const pattern = new RegExp(target.source, target.flags.replaceAll(/[gy]/g, ''));
  return (text) => pattern.test(text);
}
