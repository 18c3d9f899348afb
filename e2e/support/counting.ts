import type { Cassette } from 'playhead';
import { cassette, interaction, textEvents } from './handmade.ts';

/** Differ in every event of the answer, so that a stale text shows. */
export const words = Array.from({ length: 200 }, (_, at) => `word${at + 1} `);

/** Answers in 200 text events from the first on, then the finish reason and the end mark. */
export const counting: Cassette = {
  ...cassette(interaction('Hi', textEvents(...words))),
  file: 'counting',
};

/** Joins the text of that many events: what must be on screen once they are rendered. */
export function textAfter(events: number): string {
  return words.slice(0, events).join('');
}
