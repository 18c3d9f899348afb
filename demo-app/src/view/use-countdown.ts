import { useEffect, useState } from 'react';

const SECOND = 1000;

/** Returns the whole seconds that are left of a wait in milliseconds, which begins now. */
export function useCountdown(wait: number): number {
  const [end] = useState(() => Date.now() + wait);
  const [seconds, setSeconds] = useState(Math.ceil(wait / SECOND));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Reads the clock each time: a page in the background gets its timers late.
    function tick(): void {
      const left = Math.max(0, end - Date.now());
      const whole = Math.ceil(left / SECOND);
      setSeconds(whole);
      if (whole > 0) timer = setTimeout(tick, left - (whole - 1) * SECOND);
    }
    tick();
    return () => clearTimeout(timer);
  }, [end]);

  return seconds;
}
