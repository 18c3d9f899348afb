import { cassetteName } from '../cassette/cassette.ts';
import { PlayheadError } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import type { Recording } from '../matching/recording.ts';
import { describeTarget, findTarget } from '../protocols/target.ts';
import { partsOf } from '../protocols/transcript.ts';
import { type Delivery, deliveryOf } from '../stream/delivery.ts';
import type { EventPlace, Fault, PlacedFault } from './fault.ts';
import { FAULT_KINDS } from './kinds.ts';
import { FaultNotApplicableError, applyFault } from './apply-fault.ts';

/** What goes out for an answer. */
export interface PlannedDelivery {
  delivery: Delivery;
  /** A fault has spoilt it: the interaction has not been played, and a retry gets it. */
  altered: boolean;
}

/** Says what goes out, answer by answer. */
export interface FaultPlan {
  nextDelivery(recording: Recording): PlannedDelivery;
  /** The faults that no answer has met. */
  readonly unused: readonly PlacedFault[];
}

/**
 * Puts faults in their places. The faults of one answer compose: first what replaces it, then the
 * others in their order, each on what those before have left.
 *
 * @throws PlayheadError `bad-option` where one of them cannot strike: now, not when it is asked for.
 */
export function createFaultPlan(
  faults: readonly PlacedFault[],
  recordings: readonly Recording[],
): FaultPlan {
  const answers = new Map<Recording, Map<number, PlacedFault[]>>();
  for (const fault of faults) {
    const recording = targetOf(fault, recordings);
    const attempts = answers.get(recording) ?? new Map<number, PlacedFault[]>();
    const { attempt = 1 } = fault;
    answers.set(recording, attempts.set(attempt, [...(attempts.get(attempt) ?? []), fault]));
  }
  const struck = new Map<Recording, Map<number, PlannedDelivery>>();
  for (const [recording, attempts] of answers) {
    const made = [...attempts].map(
      ([attempt, list]) => [attempt, applyAll(recording, list)] as const,
    );
    struck.set(recording, new Map(made));
  }
  const asked = new Map<Recording, number>();
  return {
    nextDelivery(recording) {
      const attempt = (asked.get(recording) ?? 0) + 1;
      asked.set(recording, attempt);
      const found = struck.get(recording)?.get(attempt);
      return found ?? { delivery: deliveryOf(recording.interaction.response), altered: false };
    },
    get unused() {
      return [...answers].flatMap(([recording, attempts]) =>
        [...attempts].flatMap(([attempt, list]) =>
          attempt <= (asked.get(recording) ?? 0) ? [] : list,
        ),
      );
    },
  };
}

/** Where the response of a recording is struck now. */
export function applyFaultAt(
  delivery: Delivery,
  fault: Fault,
  position: number,
  recording: Recording,
): Delivery {
  try {
    return applyFault(delivery, fault, position, recording);
  } catch (error) {
    if (error instanceof FaultNotApplicableError) throw cannot(fault, recording, error.message);
    throw error;
  }
}

function applyAll(recording: Recording, faults: readonly PlacedFault[]): PlannedDelivery {
  const replacing = faults.filter(({ type }) => FAULT_KINDS[type].replaces);
  if (replacing.length > 1) {
    const why = `the same answer is ${formatValue(replacing[0])} already`;
    throw cannot(replacing[1]!, recording, why, 'Give one of them another attempt');
  }
  let delivery = deliveryOf(recording.interaction.response);
  for (const fault of [...replacing, ...faults.filter((each) => !replacing.includes(each))]) {
    if (!delivery.head) throw cannot(fault, recording, 'the connection is refused');
    delivery = applyFaultAt(delivery, fault, positionOf(fault, delivery, recording), recording);
  }
  return { delivery, altered: faults.some(({ type }) => !FAULT_KINDS[type].keepsInteraction) };
}

function targetOf(fault: PlacedFault, recordings: readonly Recording[]): Recording {
  const { cassette, interaction = 1 } = fault;
  if (cassette === undefined && new Set(recordings.map((each) => each.cassette)).size > 1) {
    throw bad(fault, 'there are several cassettes', chooseCassette(recordings));
  }
  const those = cassette === undefined ? recordings : matchingName(cassette, recordings);
  if (cassette !== undefined && namesOf(those).length > 1) {
    throw bad(fault, 'several cassettes are called so', chooseCassette(those));
  }
  const found = those.find(({ number }) => number === interaction);
  if (found) return found;
  if (those.length === 0 && cassette !== undefined) {
    throw bad(
      fault,
      'there is no such cassette',
      `Choose one of: ${namesOf(recordings).join(', ') || 'none'}`,
    );
  }
  throw bad(fault, `interaction ${interaction} does not exist`, countInteractions(those.length));
}

/** Those of the file of that name; where there is none, those whose path ends so. */
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
  return `Say which: cassette: '${namesOf(recordings).join("' or '")}'`;
}

function countInteractions(count: number): string {
  if (count === 0) return 'No cassette is loaded';
  return count === 1 ? 'The cassette has one' : `The cassette has ${count}, counted from 1`;
}

/** The events before the fault; for a fault of an event, with that event. */
function positionOf(fault: PlacedFault, delivery: Delivery, recording: Recording): number {
  const where = FAULT_KINDS[fault.type].place;
  const place = where && (fault as { [K in typeof where]?: EventPlace })[where];
  const total = delivery.events.length;
  if (place === undefined) return 0;
  const found = typeof place === 'number' ? place : search(place, delivery, recording);
  const first = where === 'at' ? 1 : 0;
  if (found !== undefined && found >= first && found <= total) return found;
  const there = total === 1 ? 'there is one event' : `there are ${total} events`;
  const what = typeof place === 'number' ? '' : ` and none of them holds ${describeTarget(place)}`;
  throw cannot(fault, recording, there + what, 'Choose one that is there');
}

function search(
  place: Exclude<EventPlace, number>,
  { events }: Delivery,
  { request: asked, interaction }: Recording,
): number | undefined {
  if (!asked.protocol) return undefined;
  return findTarget(partsOf(asked.protocol, interaction.response, events), 0, place);
}

function cannot(
  fault: Fault,
  { cassette, number }: Recording,
  why: string,
  mend = 'Change or remove it',
): PlayheadError {
  return bad(fault, why, mend, ` on ${cassetteName(cassette)}, interaction ${number}`);
}

function bad(fault: Fault, why: string, mend: string, where = ''): PlayheadError {
  const message = `Cannot use the fault ${formatValue(fault)}${where}: ${why}. ${mend}.`;
  return new PlayheadError('bad-option', message);
}
