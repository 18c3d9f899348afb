import type { Body } from '../wire/body.ts';
import type { DeliveredEvent } from './delivery.ts';
import { type Pace, pauseMs } from './pace.ts';

/** One chunk of a response and the pause before it. Still data: nothing has begun. */
export interface Step {
  raw: Body;
  /** Milliseconds. */
  afterMs: number;
}

/** Lays the events of a response out in time: one step an event. */
export function timeline(events: readonly DeliveredEvent[], pace: Pace): Step[] {
  const pause = pauseMs(pace, events.length);
  return events.map(({ raw, afterMs = 0, atOnce }) => ({
    raw,
    afterMs: afterMs + (atOnce ? 0 : pause),
  }));
}
