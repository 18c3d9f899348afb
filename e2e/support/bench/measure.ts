import { test } from '@playwright/test';
import { type Cassette, chatCassette } from 'playhead';

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

/** Answers `Hi` in that many events of text, after the one that opens it, where the toy pages ask. */
export function answerOf(events: number): Cassette {
  const words = Array.from({ length: events }, (_, at) => `word${at} `);
  return chatCassette([['Hi', words]], { url: 'https://api.example.com/v1/chat/completions' });
}

export function bodyOf({ interactions }: Cassette): string {
  return interactions[0]!.response.body as string;
}
