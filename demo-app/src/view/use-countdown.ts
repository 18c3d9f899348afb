import { useEffect, useState } from 'react';

/** The whole seconds that are left of a wait in milliseconds, which begins now. */
export function useCountdown(wait: number): number {
  const [end] = useState(() => Date.now() + wait);
  const [left, setLeft] = useState(wait);
  const seconds = Math.ceil(left / 1000);

  // The clock is asked each time: a page in the background gets its timers late.
  useEffect(() => {
    if (left <= 0) return undefined;
    const toNext = left - (seconds - 1) * 1000;
    const timer = setTimeout(() => setLeft(Math.max(0, end - Date.now())), toNext);
    return () => clearTimeout(timer);
  }, [end, left, seconds]);

  return seconds;
}
