import { cassetteName } from '../cassette/cassette.ts';
import { formatValue } from '../util/format-value.ts';
import { groupBy } from '../util/group-by.ts';
import { pluralize } from '../util/text.ts';
import type { PlayheadError } from '../util/error.ts';
import type { Recording } from '../matching/recording.ts';
import { readTexts } from '../protocols/event-texts.ts';
import { describeTarget, findTarget, findTextTarget, type Target } from '../protocols/target.ts';
import { readParts } from '../protocols/transcript.ts';
import { type Delivery, deliveryOf } from '../stream/delivery.ts';
import type { EventPlace, PlacedFault } from './fault.ts';
import { FAULT_KINDS } from './kinds.ts';
import { applyFault, cannotApply, cannotApplyTo } from './apply-fault.ts';

export interface PlannedDelivery {
  delivery: Delivery;
  /** A fault has altered it: the interaction counts as not played, and a retry gets it. */
  altered: boolean;
}

/**
 * Assigns faults to responses. Several faults of one response compose: first the one that replaces
 * it, then the others in their order, each on the result of the ones before.
 *
 * @param frozen the recording that stops after so many events, at every attempt that no fault alters
 * @throws PlayheadError `bad-option` where one of them cannot apply: now, not when the request comes.
 */
export function createFaultPlan(
  faults: readonly PlacedFault[],
  recordings: readonly Recording[],
  frozen?: { recording: Recording; position: number },
) {
  const placed = faults.map((fault) => {
    const { attempt = 1 } = fault;
    return { fault, attempt, recording: targetOf(fault, recordings) };
  });
  const groups = groupBy(
    placed,
    ({ recording, attempt }) => `${recordings.indexOf(recording)} ${attempt}`,
  );
  const planned = [...groups.values()].map((group) => {
    const { recording, attempt } = group[0]!;
    const together = group.map(({ fault }) => fault);
    return { recording, attempt, faults: together, response: applyAll(recording, together) };
  });
  const attempts = new Map<Recording, number>();
  const attemptsAt = (recording: Recording) => attempts.get(recording) ?? 0;
  return {
    /** Gives the response to the next attempt at a recording. */
    nextDelivery(recording: Recording): PlannedDelivery {
      const attempt = attemptsAt(recording) + 1;
      attempts.set(recording, attempt);
      const found = planned.find(
        (each) => each.recording === recording && each.attempt === attempt,
      );
      const delivery = deliveryOf(recording.interaction.response);
      const response = found?.response ?? { delivery, altered: false };
      if (response.altered || recording !== frozen?.recording) return response;
      const { position } = frozen;
      const stopped = applyFault(response.delivery, { type: 'stall' }, position, recording);
      return { delivery: stopped, altered: true };
    },
    /** Lists the faults whose attempt was never made. */
    get unused(): PlacedFault[] {
      const never = planned.filter((each) => each.attempt > attemptsAt(each.recording));
      return never.flatMap((each) => each.faults);
    },
  };
}

function applyAll(recording: Recording, faults: readonly PlacedFault[]): PlannedDelivery {
  const replacing = faults.filter(({ type }) => FAULT_KINDS[type].replaces);
  if (replacing.length > 1) {
    const reason = `${formatValue(replacing[0])} already replaces the same response`;
    throw cannotApplyTo(replacing[1]!, recording, reason, 'Give one of them another attempt');
  }
  let delivery = deliveryOf(recording.interaction.response);
  for (const fault of [...replacing, ...faults.filter((each) => !replacing.includes(each))]) {
    if (!delivery.head) throw cannotApplyTo(fault, recording, 'the connection is refused');
    delivery = applyFault(delivery, fault, positionOf(fault, delivery, recording), recording);
  }
  return { delivery, altered: faults.some(({ type }) => !FAULT_KINDS[type].keepsInteraction) };
}

function targetOf(fault: PlacedFault, recordings: readonly Recording[]): Recording {
  const { cassette, interaction = 1 } = fault;
  const cannot = (reason: string, hint: string) => cannotApply(fault, reason, hint);
  if (cassette === undefined && new Set(recordings.map((each) => each.cassette)).size > 1) {
    throw cannot('several cassettes are loaded', chooseCassette(recordings));
  }
  const those = recordingsIn(cassette, recordings, cannot);
  const found = those.find(({ number }) => number === interaction);
  if (found) return found;
  throw cannot(`interaction ${interaction} does not exist`, countInteractions(those.length));
}

/**
 * Finds the recordings of the cassette with that file name, or else of the one whose path ends with it;
 * without a name, all.
 * @throws what `cannot` makes, where no cassette has the name, or several do.
 */
export function recordingsIn(
  name: string | undefined,
  recordings: readonly Recording[],
  cannot: (reason: string, hint: string) => PlayheadError,
): readonly Recording[] {
  if (name === undefined) return recordings;
  const files = [name, `${name}.yaml`];
  const whole = recordings.filter((each) => files.includes(cassetteName(each.cassette)));
  const byPathEnd = recordings.filter((each) =>
    cassetteName(each.cassette).endsWith(`/${name}.yaml`),
  );
  const those = whole.length > 0 ? whole : byPathEnd;
  if (namesOf(those).length > 1) {
    throw cannot('several cassettes have that name', chooseCassette(those));
  }
  if (those.length > 0) return those;
  const all = namesOf(recordings).join(', ') || 'none';
  throw cannot('no cassette has that name', `Choose one of: ${all}`);
}

function namesOf(recordings: readonly Recording[]): string[] {
  return [...new Set(recordings.map((each) => cassetteName(each.cassette)))];
}

function chooseCassette(recordings: readonly Recording[]): string {
  return `Name one: cassette: '${namesOf(recordings).join("' or '")}'`;
}

function countInteractions(count: number): string {
  if (count === 0) return 'No cassette is loaded';
  return count === 1 ? 'The cassette has one' : `The cassette has ${count}, counted from 1`;
}

/** Counts the events before the fault, and for a fault of one event that event too. */
function positionOf(fault: PlacedFault, delivery: Delivery, recording: Recording): number {
  const where = FAULT_KINDS[fault.type].place;
  const place = where && (fault as { [K in typeof where]?: EventPlace })[where];
  const total = delivery.events.length;
  if (place === undefined) return 0;
  const found = typeof place === 'number' ? place : findPosition(place, delivery, recording);
  const first = where === 'at' ? 1 : 0;
  if (found !== undefined && found >= first && found <= total) return found;
  if (total === 0) throw cannotApplyTo(fault, recording, 'the response has no events');
  const events = pluralize(total, 'event');
  if (typeof place === 'number') {
    const numbers = first === total ? `${total}` : `${first} to ${total}`;
    throw cannotApplyTo(fault, recording, `the response has ${events}`, `Choose ${numbers}`);
  }
  const reason = `the response (${events}) does not contain ${describeTarget(place)}`;
  throw cannotApplyTo(fault, recording, reason, 'Choose a target that the recording contains');
}

/**
 * Finds the position after which a response holds a target, counted in events, as `until` does; undefined
 * where it does not.
 */
export function findPosition(
  target: Target,
  { events }: Delivery,
  { request: { protocol }, interaction: { response } }: Recording,
): number | undefined {
  const parts = protocol && response.code < 400 && readParts(protocol, response, events);
  return parts
    ? findTarget(parts, 0, target)
    : findTextTarget(readTexts(response, events), 0, target);
}
