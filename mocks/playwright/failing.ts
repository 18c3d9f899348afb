import type { Replacement } from '../browser/channel.ts';
import type { Fault } from '../faults/fault.ts';
import { KINDS } from '../faults/kinds.ts';
import { strikeAt } from '../faults/strikes.ts';
import type { Recording } from '../match/recording.ts';
import type { Delivery } from '../stream/delivery.ts';

/** Where a stream stands when a fault strikes it. */
interface Standing {
  delivery: Delivery;
  position: number;
  /** The app has got the head of the response. */
  begun: boolean;
  recording: Recording;
}

/** What a fault does to a stream in the test's hand. */
interface Failure {
  /** From now on. */
  delivery: Delivery;
  replacement: Replacement;
  /** Nothing comes after it. */
  ends: boolean;
  /** The app does not get the recorded answer. */
  spoils: boolean;
}

/**
 * Lets a fault strike where a stream stands.
 * @returns why it cannot, and the mend, where the response has begun or the test holds it
 * @throws PlayheadError `bad-option` where there is nothing to strike.
 */
export function failing(
  fault: Fault,
  { delivery, position, begun, recording }: Standing,
): Failure | { refused: [why: string, mend: string] } {
  const { first, place, replaces, harmless } = KINDS[fault.type];
  if (first && begun) {
    return { refused: ['the response has begun', 'Do it before the first step'] };
  }
  if (fault.type === 'slow') {
    return { refused: ['the test says when events go out', 'Wait before the next step'] };
  }
  if (place === 'at' && position === delivery.events.length) {
    return { refused: ['no event comes after that', 'Do it before the last event'] };
  }
  // Before the head, a lost connection is one that never was.
  const now: Fault = fault.type === 'disconnect' && !begun ? { type: 'refused' } : fault;
  const at = place === 'at' ? position + 1 : position;
  const struck = strikeAt(delivery, now, at, recording);
  const events = [...delivery.events.slice(0, position), ...struck.events.slice(position)];
  const ends = place === 'after' || replaces === true || fault.type === 'cut';
  const untouched = delivery.events.length - at - (fault.type === 'reorder' ? 1 : 0);
  const rest = events.slice(position).map(({ raw }) => ({ raw }));
  return {
    delivery: { ...struck, events },
    replacement: {
      from: position,
      rest: { ...struck, events: rest },
      position: ends ? events.length + 1 : events.length - untouched,
    },
    ends,
    spoils: !harmless,
  };
}
