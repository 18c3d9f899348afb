import type { Cassette } from '../../cassette/cassette.ts';
import { type ReadInteraction, readInteractions } from '../read-interactions.ts';
import type { FindingPlace } from './finding.ts';

const known = new WeakMap<Cassette, ReadInteraction[]>();

/** Reads the interactions of a cassette once for all rules, which change nothing. */
export function interactionsOf(cassette: Cassette): readonly ReadInteraction[] {
  const read = known.get(cassette) ?? readInteractions(cassette);
  known.set(cassette, read);
  return read;
}

/** Finds the place of an event, counted from 0, in the body of a response. */
export function placeOfEvent({ number, events }: ReadInteraction, at: number): FindingPlace {
  const before = events.slice(0, at).map(({ raw }) => raw);
  // Bytes that are not UTF-8 are base64 in the file, where no line is one of an event.
  const offset = before.reduce<number>(
    (sum, raw) => sum + (typeof raw === 'string' ? raw.length : 0),
    0,
  );
  return { interaction: number, keys: ['response', 'body'], offset };
}
