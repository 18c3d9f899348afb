import { test } from '@playwright/test';
import type { Cassette } from 'playhead';
import { cassette, interaction, words } from '../handmade.ts';

/** Compares ways to do the same by the time they take. */
export interface Comparison {
  title: string;
  /** Names the way that the others are compared with. */
  baseline: string;
  /** Says what our ways should take at most, such as `1.1 times`. */
  target: string;
  unit: string;
}

/** One measurement of one way. */
export interface Sample extends Comparison {
  way: string;
  /** Absent: how long the whole test took, in ms. */
  time?: number;
}

export const ANNOTATION = 'bench';

/** Hands a measurement of the running test to the reporter. */
export function report(sample: Sample): void {
  test.info().annotations.push({ type: ANNOTATION, description: JSON.stringify(sample) });
}

/** Numbers the rounds: the ways take turns in each, so that a busy moment slows all of them. */
export function rounds(count: number): number[] {
  return Array.from({ length: count }, (_, round) => round + 1);
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1]!;
}

/** Answers `Hi` in that many events of text, where the toy pages ask. */
export function answerOf(events: number): Cassette {
  const texts = Array.from({ length: events }, (_, at) => `word${at} `);
  return cassette(interaction('Hi', words(...texts)));
}

export function bodyOf({ interactions }: Cassette): string {
  return interactions[0]!.response.body as string;
}
