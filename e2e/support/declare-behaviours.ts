import type { BehaviourId, ChatBehaviour } from 'playhead/chat-suite';
import { test } from 'playhead/playwright';

interface Choice {
  /** The behaviours that depend on the content of a cassette, by its name: no others run with it. */
  byContent?: Record<string, BehaviourId[]>;
  /** Behaviours that do not run with the other cassettes. */
  leftOut?: BehaviourId[];
}

/** Declares a test for each behaviour that is chosen. Default: all. */
export function declareBehaviours(
  behaviours: readonly ChatBehaviour[],
  { byContent = {}, leftOut = [] }: Choice = {},
): void {
  for (const { id, title, use, details, run } of behaviours) {
    const chosen = byContent[title.split(': ')[0]!];
    if (chosen ? !chosen.includes(id) : leftOut.includes(id)) continue;
    test.describe(() => {
      test.use(use);
      test(title, details, run);
    });
  }
}
