import type { ErrorCode } from '../error.ts';
import { type Ending, SAID } from './ending.ts';
import type { Abort } from './playhead-stream.ts';

/** What there is to see of a stream's end. */
interface Sight {
  ending: () => Ending | undefined;
  /** How it was aborted, once it was. */
  abort: () => Abort;
  /** Called when it ends. */
  listeners: Set<() => void>;
  /** Its abort cannot be seen. */
  unseen: boolean;
  timeoutMs: number;
}

/** Waits for the app to cancel a stream. Rejects where it does not, or cannot be seen to. */
export function whenAborted(
  { ending, abort, listeners, unseen, timeoutMs }: Sight,
  error: (code: ErrorCode, why: string, mend: string) => Error,
): Promise<Abort> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const how = ending();
      if (how === undefined) return false;
      listeners.delete(look);
      clearTimeout(timer);
      if (how === 'cancelled' || how === 'gone') resolve(abort());
      else reject(error('ended', SAID[how], 'Cancel it before it ends'));
      return true;
    };
    const timer = setTimeout(() => {
      listeners.delete(look);
      const why = `the app has not cancelled within ${timeoutMs / 1000} s`;
      const mend = 'Abort the signal of the request, or cancel its body';
      reject(error('timeout', why, mend));
    }, timeoutMs);
    if (look()) return;
    if (unseen) {
      clearTimeout(timer);
      const why = 'a worker asks, and before the response begins the browser tells no one of it';
      reject(error('carrier', why, 'Send the head first, with step(0)'));
      return;
    }
    listeners.add(look);
  });
}
