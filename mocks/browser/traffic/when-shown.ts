import type { Expected, Shown } from '../channel.ts';
import { clock } from '../../stream/clock.ts';
import type { Settle } from '../settling/settle.ts';
import type { Traffic } from './traffic.ts';

/** Waits no longer than this, however much else comes into the page, in milliseconds. */
const LIMIT_MS = 10_000;
/** A back end that has had the end says nothing more after this time, in milliseconds. */
const END_MS = 300;
const NEVER = new AbortController().signal;

/**
 * Waits until what the model has sent has come into this document and is rendered. Its text is the
 * evidence; where that does not come, the page has what it will get when nothing has come for a while.
 */
export function createWhenShown(traffic: Traffic, settle: Settle) {
  /** Waits until nothing has come for so long, or the signal aborts. */
  async function untilQuiet(ms: number, signal: AbortSignal): Promise<void> {
    const began = clock.now();
    for (;;) {
      const now = clock.now();
      const left = Math.min(Math.max(began, traffic.lastAt) + ms, began + LIMIT_MS) - now;
      if (left <= 0 || signal.aborted) return;
      await clock.sleep(left, signal);
    }
  }

  /** Waits until something is so; false where nothing has come for so long. */
  async function arrives(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
    if (isSo()) return true;
    const found = new AbortController();
    const stop = traffic.onChange(() => {
      if (isSo()) found.abort();
    });
    await untilQuiet(timeoutMs, found.signal);
    stop();
    return found.signal.aborted;
  }

  /** Waits for what a back end makes of the end: it ends its own answer, or says something more. */
  async function afterEnd({ textSoFar, last = '', quietMs }: Expected): Promise<void> {
    const since = clock.now();
    const isAnswered = () => traffic.has(textSoFar, last, 'ended') || traffic.lastAt > since;
    if (await arrives(isAnswered, END_MS)) await untilQuiet(quietMs, NEVER);
  }

  return async (expected: Expected): Promise<Shown> => {
    const { textSoFar, last, isNew, trailing, ended, textTimeoutMs, quietMs } = expected;
    const began = clock.now();
    const seen =
      last !== undefined &&
      (isNew
        ? await arrives(() => traffic.shows(textSoFar, last), textTimeoutMs)
        : traffic.has(textSoFar, last, 'any'));
    const latencyMs = clock.now() - began;
    if (seen && ended) await afterEnd(expected);
    else if (trailing && (seen || !isNew)) await untilQuiet(quietMs, NEVER);
    // Without its text: something may have come in another form.
    const how = seen ? 'text' : traffic.lastAt >= began ? 'traffic' : 'quiet';
    const settled = await settle();
    // Readers behind the first one have got the same text by now: it is not that of the next event.
    if (seen) traffic.shows(textSoFar, last);
    return { how, latencyMs, settled };
  };
}
