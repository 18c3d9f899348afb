import type { ChatBehaviour } from 'playhead/chat-suite';
import { test } from 'playhead/playwright';

/** Declares a test for each behaviour. */
export function declareBehaviours(behaviours: readonly ChatBehaviour[]): void {
  for (const behaviour of behaviours) {
    test.describe(() => {
      test.use(behaviour.use);
      test(behaviour.title, behaviour.details, behaviour.run);
    });
  }
}
