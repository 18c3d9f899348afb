import { describeNode, isWithin } from '../../browser/tree.ts';
import type { Timings } from '../observations.ts';

const SLOW_FRAME_MS = 50;

/** Types an entry of https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; currentRect: DOMRect; previousRect: DOMRect }[];
}

/**
 * Watches layout shifts in and around an element, tasks of 50 ms and more, and frames of more than
 * 50 ms. Counting frames by requesting them would keep the page from settling; these entries come
 * by themselves, but late: each read takes those that are still queued.
 */
export function watchTimings(element: Element) {
  const shifts = entriesOf<LayoutShift>('layout-shift');
  const tasks = entriesOf('longtask');
  const frames = entriesOf('long-animation-frame');
  return {
    read: (): Timings => ({
      layoutShifts: shifts?.read().flatMap(({ hadRecentInput, value, sources }) => {
        const source = sources.find((each) => concerns(element, each.node, each.currentRect));
        if (hadRecentInput || !source) return [];
        return [{ score: value, node: describeNode(source.node) }];
      }),
      longTasks: tasks?.read().map(({ duration }) => duration),
      slowFrames: frames
        ?.read()
        .map(({ duration }) => duration)
        .filter((duration) => duration > SLOW_FRAME_MS),
    }),
    /** Drops all entries so far. */
    reset() {
      for (const entries of [shifts, tasks, frames]) entries?.reset();
    },
  };
}

/** Accepts nodes in the element, around it, or, where the node was removed, in its place. */
function concerns(element: Element, node: Node | null, place: DOMRect): boolean {
  if (node) return isWithin(element, node) || isWithin(node, element);
  const box = element.getBoundingClientRect();
  const isBeside = place.right <= box.left || place.left >= box.right;
  return !isBeside && place.bottom > box.top && place.top < box.bottom;
}

/** Collects the entries of a type from now on; undefined where the browser has none. */
function entriesOf<E extends PerformanceEntry>(type: string) {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return undefined;
  let entries: E[] = [];
  const keep = (list: PerformanceEntryList) => entries.push(...(list as E[]));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type });
  return {
    /** Returns all entries so far. */
    read() {
      keep(observer.takeRecords());
      return entries;
    },
    reset() {
      observer.takeRecords();
      entries = [];
    },
  };
}
