import type { ShadowRoots } from '../channel.ts';
import { clock } from '../../stream/clock.ts';
import type { Idle } from './idle.ts';
import type { Pending } from './pending.ts';

/** A page that goes on changing for this long never settles, in milliseconds. */
const LIMIT_MS = 3000;
/** The same for a page that did not settle the time before. */
const UNSETTLED_LIMIT_MS = 250;
/**
 * A loop that has changed nothing for this long, in timers and frames that come in time, has nothing to
 * show: some count frames to go slowly.
 */
const QUIET_MS = 100;

/** Waits until the page has rendered what it will render; false where it never comes to rest. */
export type Settle = () => Promise<boolean>;

/**
 * A page has settled when every task that is ready has run, and so has every timer (up to 250 ms)
 * and frame it requested, until there are none; or until, for 100 ms and twice in a row, all of
 * them have run and nothing in the document has changed: a loop that never ends need not end.
 *
 * Not waited for: longer timers, workers, the network, CSS animations, scroll events, and a fake
 * clock.
 * @param requestFrame requests a frame where observers will be called in the next one
 */
export function createSettle(
  idle: Idle,
  pending: Pending,
  requestFrame: () => void,
  changes: () => Changes,
): Settle {
  let wasUnsettled = false;
  return async () => {
    const deadline = clock.now() + (wasUnsettled ? UNSETTLED_LIMIT_MS : LIMIT_MS);
    let seen: Changes | undefined;
    const settleRound = async (quietRounds: number, quietMs: number): Promise<boolean> => {
      await idle(left());
      requestFrame();
      if (pending.size === 0) return true;
      seen ??= changes();
      const { ownMs } = pending;
      const since = clock.now();
      const stopped = new AbortController();
      await Promise.race([pending.drained(), clock.sleep(left(), stopped.signal)]);
      stopped.abort();
      await idle(left());
      if (seen.take()) return left() > 0 && settleRound(0, 0);
      // A frame that comes late is one frame: a loop that counts them has come no further.
      const quiet = quietMs + Math.min(ownMs, clock.now() - since);
      if (quietRounds > 0 && quiet >= QUIET_MS) return true;
      return left() > 0 && settleRound(quietRounds + 1, quiet);
    };
    const left = () => Math.max(0, deadline - clock.now());
    const settled = await settleRound(0, 0);
    seen?.stop();
    wasUnsettled = !settled;
    return settled;
  };
}

export type Changes = ReturnType<typeof watchChanges>;

/**
 * Watches text and elements of the document and of its shadow trees. Attributes are left out:
 * spinners and carets change them for ever.
 */
export function watchChanges(document: Document, shadowRoots: Iterable<ShadowRoot>) {
  let changed = false;
  const observer = new MutationObserver(() => {
    changed = true;
  });
  const what = { childList: true, characterData: true, subtree: true };
  observer.observe(document, what);
  for (const root of shadowRoots) observer.observe(root, what);
  return {
    /** Tells whether anything has changed since it was called last. */
    take(): boolean {
      const found = changed || observer.takeRecords().length > 0;
      changed = false;
      return found;
    },
    stop: () => observer.disconnect(),
  };
}

/** Collects the shadow trees that are attached from now on, for as long as they live. */
export function watchShadowRoots(scope: Window & typeof globalThis): ShadowRoots {
  const roots = new Set<WeakRef<ShadowRoot>>();
  const listeners = new Set<(root: ShadowRoot) => void>();
  // oxlint-disable-next-line typescript/unbound-method -- called on the element below
  const native = scope.Element.prototype.attachShadow;
  scope.Element.prototype.attachShadow = function attachShadow(init) {
    const root = native.call(this, init);
    roots.add(new WeakRef(root));
    for (const attached of listeners) attached(root);
    return root;
  };
  return {
    onAttached: (listener) => void listeners.add(listener),
    *[Symbol.iterator]() {
      for (const reference of roots) {
        const root = reference.deref();
        if (root) yield root;
        else roots.delete(reference);
      }
    },
  };
}
