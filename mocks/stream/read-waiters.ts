/** Promises that resolve when the reader has read up to a position. */
export interface ReadWaiters {
  wait(position: number): Promise<void>;
  /** Resolves those for this position or one before it. */
  notify(position: number): void;
}

export function createReadWaiters(): ReadWaiters {
  const waiting = new Set<{ position: number; done: () => void }>();
  return {
    wait: (position) => new Promise((done) => waiting.add({ position, done })),
    notify(position) {
      for (const waiter of waiting) {
        if (waiter.position > position) continue;
        waiting.delete(waiter);
        waiter.done();
      }
    },
  };
}
