import { cassetteName } from '../../cassette/cassette.ts';
import type { StreamRecord } from '../fixture/stream.ts';

/** Describes in one line what a stream plays, and how far it is. */
export function describeStream({ recording, position, events, outcome }: StreamRecord): string {
  const { cassette, number: interaction } = recording;
  const status = outcome ?? 'under way';
  return `${cassetteName(cassette)}, interaction ${interaction}: ${position} of ${events.length} events sent, ${status}`;
}
