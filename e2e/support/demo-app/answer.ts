import type { Cassette } from 'playhead';
import { cassette, event, interaction, textEvents } from '../handmade.ts';

/** The prompt of the specs with a synthetic answer. */
export const QUESTION = 'Hi';

/** Makes a cassette of one text answer, an event a piece. */
export function answering(...pieces: string[]): Cassette {
  return cassette(interaction(QUESTION, textEvents(...pieces)));
}

/** Makes the events of an answer with reasoning before it. */
export function thinking(thoughts: readonly string[], ...pieces: string[]): string[] {
  return [
    ...thoughts.map((reasoning_content) => event({ reasoning_content })),
    ...textEvents(...pieces),
  ];
}

/** Cuts a text into pieces of a length. */
export function piecesOf(text: string, length: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces;
}
