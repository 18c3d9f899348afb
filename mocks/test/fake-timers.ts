import { onTestFinished, vi } from 'vitest';
import { timers } from '../util/timers.ts';

/** Fakes the clock until the test ends, and that of the library too. */
export function useFakeTimers(): void {
  vi.useFakeTimers();
  const spies = [
    vi.spyOn(timers, 'setTimeout').mockImplementation(globalThis.setTimeout),
    vi.spyOn(timers, 'clearTimeout').mockImplementation(globalThis.clearTimeout),
  ];
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
    vi.useRealTimers();
  });
}
