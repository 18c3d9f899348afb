import type { Recording } from '../matching/recording.ts';
import type { Part } from '../protocols/part.ts';
import { checkTarget, type PartFields } from '../protocols/target.ts';
import { deliveryOf } from '../stream/delivery.ts';
import { checkOption, checkOptions, invalid, type OptionChecks } from '../util/check-options.ts';
import { cannot } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import { findPosition, recordingsIn } from './fault-plan.ts';

/**
 * The point at which an answer stops and never resumes, as `until` would reach it: after the next event
 * that holds this part, or once the text of the answer contains this one.
 *
 * @example
 * cassetteHandlers(cassette, { frozenAt: { part: 'tool-call' } });
 * cassetteHandlers(cassette, { frozenAt: { text: /Florence/, interaction: 2 } });
 */
export type FrozenAt = {
  /** The cassette's name, or its end where no other one ends so. Default: any cassette. */
  cassette?: string;
  /** The interaction's place in its cassette, from 1. Default: the first one that holds this. */
  interaction?: number;
} & ({ part: Part['type'] | PartFields; text?: never } | { text: string | RegExp; part?: never });

const CHECKS: OptionChecks<Pick<FrozenAt, keyof FrozenAt>> = {
  part: checkTarget,
  text: (value) =>
    checkOption(
      'frozenAt.text',
      value,
      typeof value === 'string' || value instanceof RegExp,
      'a string or a RegExp',
    ),
  cassette: (value) =>
    checkOption('frozenAt.cassette', value, typeof value === 'string', 'a string'),
  interaction: (value) =>
    checkOption(
      'frozenAt.interaction',
      value,
      Number.isInteger(value) && Number(value) > 0,
      'a whole number, 1 or more',
    ),
};

/** @throws PlayheadError `bad-option` where the value does not name a part or a text. */
export function checkFrozenAt(value: unknown): void {
  const given = Object(value) as Partial<FrozenAt>;
  if ((given.part === undefined) === (given.text === undefined)) {
    throw invalid('frozenAt', value, "{ part: 'tool-call' } or { text: 'Hello' }");
  }
  checkOptions(given, CHECKS, 'field of frozenAt');
}

/**
 * Finds the answer that stops, and how many of its events are sent.
 * @throws PlayheadError `bad-option` where no recording holds the part or the text.
 */
export function findFrozen(
  frozenAt: FrozenAt,
  recordings: readonly Recording[],
): { recording: Recording; position: number } {
  const { cassette, interaction: nth, part, text } = frozenAt;
  const cannotFreeze = (reason: string, hint: string) =>
    cannot('bad-option', `freeze the answer at ${formatValue(frozenAt)}`, { reason, hint });
  const target = typeof text === 'string' ? { text } : (text ?? part);
  const candidates = recordingsIn(cassette, recordings, cannotFreeze).filter(
    ({ number }) => nth === undefined || number === nth,
  );
  for (const recording of candidates) {
    const delivery = deliveryOf(recording.interaction.response);
    const position = findPosition(target, delivery, recording);
    if (position !== undefined) return { recording, position };
  }
  if (nth === undefined) {
    const hint = 'Use a part or text from the cassette (npx playhead show <file>)';
    throw cannotFreeze('no recorded answer contains it', hint);
  }
  const lacks = candidates.length === 0 ? 'does not exist' : 'does not contain it';
  throw cannotFreeze(`interaction ${nth} ${lacks}`, 'Choose another one, or leave it out');
}
