/** Timers longer than this are not rendering: polling, time-outs, toasts. */
export const LONGEST_MS = 250;
/** What a frame takes at least, in milliseconds: 60 per second. */
const FRAME_MS = 16;
/** What a timer takes at least that requests itself: https://html.spec.whatwg.org/#timer-initialisation-steps */
const TIMER_MS = 4;

/** The timers and frames that the page has requested and that have not run yet. */
export interface Pending {
  readonly size: number;
  /** How long all that are pending take by themselves, in milliseconds: on a busy machine they take longer. */
  readonly ownMs: number;
  /** Resolves when all that are pending now have run or been cancelled. */
  drained(): Promise<void>;
}

type Callback = (...given: unknown[]) => void;
type Ask = (callback: Callback, ...rest: unknown[]) => number;
type Cancel = (id: number) => void;

/**
 * Watches what the page requests from now on: `setTimeout` and `setInterval` of up to 250 ms,
 * animation frames and idle callbacks. A fake clock put in front later hides its timers from it,
 * which is right: they wait for the test.
 */
export function watchPending(scope: Window & typeof globalThis): Pending {
  const entries = new Map<string, { serial: number; ms: number }>();
  const waiting = new Set<{ last: number; done: () => void }>();
  let count = 0;

  function remove(key: string): void {
    if (!entries.delete(key)) return;
    for (const waiter of waiting) {
      if ([...entries.values()].some(({ serial }) => serial <= waiter.last)) continue;
      waiting.delete(waiter);
      waiter.done();
    }
  }

  function watch(ask: string, cancel: string, kind: 'timer' | 'interval' | 'frame'): void {
    const names = scope as unknown as Record<string, Ask | Cancel | undefined>;
    const nativeAsk = names[ask] as Ask | undefined;
    const nativeCancel = names[cancel] as Cancel | undefined;
    if (!nativeAsk || !nativeCancel) return;
    // Timers and intervals share their ids; frames and idle callbacks have their own.
    const keyOf = (id: number) => `${kind === 'frame' ? ask : 'timer'} ${id}`;
    const asking: Ask = (callback, ...rest) => {
      const [delay = 0, ...given] = rest;
      const ms = kind === 'frame' ? FRAME_MS : Math.max(TIMER_MS, Number(delay) || 0);
      const isShort = ms <= LONGEST_MS;
      if (typeof callback !== 'function' || !isShort) {
        return nativeAsk.call(scope, callback, ...rest);
      }
      const run: Callback = (...passed) => {
        try {
          callback.apply(scope, kind === 'frame' ? passed : given);
        } finally {
          // Removed after it ran: what it requests itself comes later.
          const again = kind === 'interval' && entries.has(keyOf(id));
          remove(keyOf(id));
          if (again) entries.set(keyOf(id), { serial: ++count, ms });
        }
      };
      const id = nativeAsk.call(scope, run, ...(kind === 'frame' ? rest : [delay]));
      entries.set(keyOf(id), { serial: ++count, ms });
      return id;
    };
    names[ask] = asking;
    names[cancel] = ((id) => {
      nativeCancel.call(scope, id);
      remove(keyOf(id));
    }) satisfies Cancel;
  }

  watch('setTimeout', 'clearTimeout', 'timer');
  watch('setInterval', 'clearInterval', 'interval');
  watch('requestAnimationFrame', 'cancelAnimationFrame', 'frame');
  watch('requestIdleCallback', 'cancelIdleCallback', 'frame');

  return {
    get size() {
      return entries.size;
    },
    get ownMs() {
      return Math.max(0, ...[...entries.values()].map(({ ms }) => ms));
    },
    drained() {
      if (entries.size === 0) return Promise.resolve();
      return new Promise((done) => waiting.add({ last: count, done }));
    },
  };
}
