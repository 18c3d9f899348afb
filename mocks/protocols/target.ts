import { PlayheadError } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import type { Part } from './part.ts';

/**
 * Where `until` stops.
 * - a part's type: after the next event that holds such a part
 * - any other text, or a RegExp: once the text of the answer, from its beginning, holds it
 * - fields of a part: after the next event with a part that has them all, such as
 *   `{ type: 'tool-call', name: 'add' }`
 */
export type Target = Part['type'] | (string & {}) | RegExp | PartFields;

/** Some fields of a part. */
export type PartFields = { [K in Part['type']]: Partial<Extract<Part, { type: K }>> }[Part['type']];

export const PART_TYPES: { [K in Part['type']]: true } = {
  text: true,
  reasoning: true,
  'tool-call': true,
  'tool-arguments': true,
  'tool-result': true,
  finish: true,
  usage: true,
  error: true,
};

/**
 * The position to play to, counted in events; undefined where what is left does not hold it.
 * @param parts what each event says
 */
export function findTarget(
  parts: readonly Part[][],
  from: number,
  target: Target,
): number | undefined {
  const holds = partTest(target);
  if (holds) {
    const found = parts.findIndex((said, at) => at >= from && said.some(holds));
    return found < 0 ? undefined : found + 1;
  }
  const said =
    typeof target === 'string' ? (text: string) => text.includes(target) : matcher(target);
  let text = '';
  for (const [at, each] of [...parts, []].entries()) {
    if (at >= from && said(text)) return at;
    for (const part of each) if (part.type === 'text') text += part.text;
  }
  return undefined;
}

/** @throws PlayheadError `bad-option` where it is none. */
export function checkTarget(target: unknown): void {
  if (typeof target === 'string') return;
  if (typeof target === 'object' && target !== null && !Array.isArray(target)) return;
  const mend = 'Give the type of a part, a text, a RegExp or fields of a part';
  const message = `Cannot play until ${formatValue(target)}: it is no target. ${mend}.`;
  throw new PlayheadError('bad-option', message);
}

const SHOWN = 60;

/** The target in words. */
export function describeTarget(target: Target): string {
  if (target instanceof RegExp) return `the text ${String(target)}`;
  if (typeof target === 'object') return formatValue(target);
  return Object.hasOwn(PART_TYPES, target) ? target : `the text ${quoteEnds(target)}`;
}

/** Text in quotes. Of a long one both ends count: where it begins, and where it stops. */
function quoteEnds(text: string): string {
  const short = text.length > 2 * SHOWN ? `${text.slice(0, SHOWN)}…${text.slice(-SHOWN)}` : text;
  return JSON.stringify(short);
}

function partTest(target: Target): ((part: Part) => boolean) | undefined {
  if (target instanceof RegExp) return undefined;
  if (typeof target === 'object') {
    const fields = Object.entries(target);
    return (part) => fields.every(([name, value]) => part[name as keyof Part] === value);
  }
  return Object.hasOwn(PART_TYPES, target) ? ({ type }) => type === target : undefined;
}

function matcher(target: unknown): (text: string) => boolean {
  const { source, flags } = target as RegExp;
  const pattern = new RegExp(source, flags.replaceAll(/[gy]/g, ''));
  return (text) => pattern.test(text);
}
