import type { Cassette } from 'playhead';
import { cassette, event, interaction, words } from '../handmade.ts';

/** What the specs of this folder ask. */
export const QUESTION = 'Hi';

/** A cassette of one answer in words, an event a piece. */
export function answering(...pieces: string[]): Cassette {
  return cassette(interaction(QUESTION, words(...pieces)));
}

/** The events of an answer that is thought of first. */
export function thinking(thoughts: readonly string[], ...pieces: string[]): string[] {
  return [
    ...thoughts.map((reasoning_content) => event({ reasoning_content })),
    ...words(...pieces),
  ];
}

/** Cuts a text into pieces of a length. */
export function piecesOf(text: string, length: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces;
}
