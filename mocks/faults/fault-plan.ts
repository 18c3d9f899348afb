import { cassetteName } from '../cassette/cassette.ts';
import { formatValue } from '../util/format-value.ts';
import { groupBy } from '../util/group-by.ts';
import type { Recording } from '../matching/recording.ts';
import { readTexts } from '../protocols/event-texts.ts';
import { describeTarget, findTarget, findTextTarget } from '../protocols/target.ts';
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
 * @throws PlayheadError `bad-option` where one of them cannot apply: now, not when the request comes.
 */
export function createFaultPlan(faults: readonly PlacedFault[], recordings: readonly Recording[]) {
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
      if (found) return found.response;
      return { delivery: deliveryOf(recording.interaction.response), altered: false };
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
  if (cassette === undefined && new Set(recordings.map((each) => each.cassette)).size > 1) {
    throw cannotApply(fault, 'several cassettes are loaded', chooseCassette(recordings));
  }
  const those = cassette === undefined ? recordings : matchingName(cassette, recordings);
  if (cassette !== undefined && namesOf(those).length > 1) {
    throw cannotApply(fault, 'several cassettes have that name', chooseCassette(those));
  }
  const found = those.find(({ number }) => number === interaction);
  if (found) return found;
  if (those.length === 0 && cassette !== undefined) {
    throw cannotApply(
      fault,
      'no cassette has that name',
      `Choose one of: ${namesOf(recordings).join(', ') || 'none'}`,
    );
  }
  throw cannotApply(
    fault,
    `interaction ${interaction} does not exist`,
    countInteractions(those.length),
  );
}

/** Finds the recordings of the cassettes with that file name, or else of those whose path ends with it. */
function matchingName(name: string, recordings: readonly Recording[]): readonly Recording[] {
  const files = [name, `${name}.yaml`];
  const whole = recordings.filter((each) => files.includes(cassetteName(each.cassette)));
  if (whole.length > 0) return whole;
  return recordings.filter((each) => cassetteName(each.cassette).endsWith(`/${name}.yaml`));
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
  const found = typeof place === 'number' ? place : search(place, delivery, recording);
  const first = where === 'at' ? 1 : 0;
  if (found !== undefined && found >= first && found <= total) return found;
  const count = total === 1 ? 'there is one event' : `there are ${total} events`;
  const none = typeof place === 'number' ? '' : `, none of which holds ${describeTarget(place)}`;
  throw cannotApplyTo(fault, recording, count + none, 'Choose one of them');
}

function search(
  place: Exclude<EventPlace, number>,
  { events }: Delivery,
  { request, interaction }: Recording,
): number | undefined {
  const { response } = interaction;
  if (!request.protocol) return findTextTarget(readTexts(response, events), 0, place);
  return findTarget(readParts(request.protocol, response, events), 0, place);
}
