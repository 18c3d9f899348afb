import { timers } from '../util/timers.ts';
import { createSleep } from './sleep.ts';

// Taken as early as the timers: a stream goes on while the page's time stands still.
const now = performance.now.bind(performance);
const { scheduler, setImmediate } = globalThis as {
  scheduler?: Scheduler;
  setImmediate?: (done: () => void) => void;
};
const postTask = scheduler?.postTask.bind(scheduler);

/** https://wicg.github.io/scheduling-apis/ */
interface Scheduler {
  postTask(task: () => void, options: { priority: 'background' }): Promise<unknown>;
}

/** The page's real time, whatever clock the page is shown. */
export const clock = {
  /** Milliseconds. */
  now,
  /** Whether `idle` waits for tasks of every kind. If not, it waits for timers alone. */
  hasPriorities: postTask !== undefined,
  sleep: createSleep(timers),
  /** Resolves in the next turn of the event loop. A timer alone may fire in the same one. */
  turn: (): Promise<void> =>
    new Promise((resolve) => {
      if (setImmediate) setImmediate(resolve);
      else timers.setTimeout(resolve, 0);
    }),
  /** Resolves when every task that is ready has run, and what those made ready; or the limit is over. */
  idle: async (limitMs: number): Promise<void> => {
    const done = new AbortController();
    await Promise.race([allTasks(), clock.sleep(limitMs, done.signal)]);
    done.abort();
  },
};

function allTasks(): Promise<unknown> {
  // Tasks of the lowest priority come after messages, timers and input, React's slices included.
  if (postTask) return postTask(() => {}, { priority: 'background' });
  return new Promise<void>((resolve) => {
    timers.setTimeout(() => timers.setTimeout(resolve, 0), 0);
  });
}
