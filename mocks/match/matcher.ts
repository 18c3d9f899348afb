import { groupBy } from './group-by.ts';
import type { Asked, Recording } from './recording.ts';

/** Finds the recording that answers a request, and marks it as played. */
export type Matcher = (asked: Asked) => Recording | undefined;

/**
 * Finds recordings by what was asked, `match: 'conversation'`: the conversation so far is equal.
 * Model and tool names break ties, then file order; each recording answers once, or round and
 * round with `repeat`.
 */
export function createMatcher(recordings: readonly Recording[], repeat: boolean): Matcher {
  const byKey = groupBy(recordings, ({ asked }) => asked.key);
  return (asked) => {
    const equal = byKey.get(asked.key) ?? [];
    if (repeat && equal.every(({ played }) => played)) {
      for (const recording of equal) recording.played = false;
    }
    let best: Recording | undefined;
    for (const recording of equal) {
      if (recording.played) continue;
      if (!best || likeness(recording.asked, asked) > likeness(best.asked, asked)) best = recording;
    }
    if (best) best.played = true;
    return best;
  };
}

function likeness({ conversation: recorded }: Asked, { conversation: asked }: Asked): number {
  if (!recorded || !asked) return 0;
  const sameModel = recorded.model === asked.model;
  const sameTools = nameSet(recorded.tools) === nameSet(asked.tools);
  return (sameModel ? 2 : 0) + (sameTools ? 1 : 0);
}

function nameSet(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].toSorted());
}
