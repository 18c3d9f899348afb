import type { Recording } from '../matching/recording.ts';
import type { Part } from '../protocols/part.ts';
import {
  checkTarget,
  describeTarget,
  findTarget,
  type PartFields,
  type Target,
} from '../protocols/target.ts';
import { readParts } from '../protocols/transcript.ts';
import { type Delivery, deliveryOf } from '../stream/delivery.ts';
import { checkOption, invalid } from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import { applyFault } from './apply-fault.ts';

/**
 * The moment at which an answer stands still for ever, as `until` would reach it: after the next event
 * that holds this part, or once the text of the answer contains this one.
 *
 * @example
 * cassetteHandlers(cassette, { frozenAt: { part: 'tool-call' } });
 * cassetteHandlers(cassette, { frozenAt: { text: /Florence/, interaction: 2 } });
 */
export type FrozenAt = {
  /** The interaction's place in its cassette, from 1. Default: the first one that holds the moment. */
  interaction?: number;
} & ({ part: Part['type'] | PartFields; text?: never } | { text: string | RegExp; part?: never });

const FIELDS = ['part', 'text', 'interaction'];
const EXPECTED = "{ part: 'tool-call' } or { text: 'Hello' }, with an interaction where it matters";

/** @throws PlayheadError `bad-option` where the value does not name a moment. */
export function checkFrozenAt(value: unknown): void {
  const given = Object(value) as Record<string, unknown>;
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  const isOne = names.includes('part') !== names.includes('text');
  if (!isOne || names.some((name) => !FIELDS.includes(name))) {
    throw invalid('frozenAt', value, EXPECTED);
  }
  const { text, interaction } = given;
  const isText = text === undefined || typeof text === 'string' || text instanceof RegExp;
  checkOption('frozenAt.text', text, isText, 'a string or a RegExp');
  if (text === undefined) checkTarget(given['part']);
  const isNth =
    interaction === undefined || (Number.isInteger(interaction) && Number(interaction) > 0);
  checkOption('frozenAt.interaction', interaction, isNth, 'a whole number from 1');
}

/**
 * Makes the delivery that stands still: the fault `stall`, for every attempt.
 * @throws PlayheadError `bad-option` where no recording holds the moment.
 */
export function planFrozen(
  frozenAt: FrozenAt,
  recordings: readonly Recording[],
): { recording: Recording; delivery: Delivery } {
  const target = targetOf(frozenAt);
  const { interaction: nth } = frozenAt;
  const candidates = recordings.filter(({ number }) => nth === undefined || number === nth);
  for (const recording of candidates) {
    const { request, interaction: recorded } = recording;
    const delivery = deliveryOf(recorded.response);
    const parts =
      request.protocol && readParts(request.protocol, recorded.response, delivery.events);
    const position = parts && findTarget(parts, 0, target);
    if (position === undefined) continue;
    return { recording, delivery: applyFault(delivery, { type: 'stall' }, position, recording) };
  }
  const where = describeCandidates(candidates.length, nth);
  throw new PlayheadError(
    'bad-option',
    `Cannot freeze the answer at ${formatValue(frozenAt)}: ${where} ${describeTarget(target)}. Choose a moment that is recorded.`,
  );
}

function targetOf({ part, text }: FrozenAt): Target {
  if (text === undefined) return part;
  return typeof text === 'string' ? { text } : text;
}

function describeCandidates(count: number, interaction: number | undefined): string {
  if (interaction === undefined) return `none of the ${count} recorded interactions holds`;
  if (count === 0) return `interaction ${interaction} does not exist, and so does not hold`;
  return `interaction ${interaction} does not hold`;
}
