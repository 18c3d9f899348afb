import type { ShadowRoots } from '../channel.ts';
import { createIdle, type Idle } from './idle.ts';
import { watchObservers } from './observers.ts';
import { watchPending } from './pending.ts';
import { createSettle, type Settle, watchChanges, watchShadowRoots } from './settle.ts';

/** Watches what this window does from now on, so that it can be seen to have settled. */
export function watchSettling(): {
  idle: Idle;
  settle: Settle;
  shadowRoots: ShadowRoots;
} {
  const scope = globalThis as unknown as Window & typeof globalThis;
  const idle = createIdle(scope);
  const pending = watchPending(scope);
  const requestFrame = watchObservers(scope);
  const shadowRoots = watchShadowRoots(scope);
  const settle = createSettle(idle, pending, requestFrame, () =>
    watchChanges(document, shadowRoots),
  );
  return { idle, settle, shadowRoots };
}
