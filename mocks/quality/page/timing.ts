import { describeNode, isWithin } from '../../browser/tree.ts';

const SLOW_FRAME_MS = 50;

/** https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; currentRect: DOMRect; previousRect: DOMRect }[];
}

/** What the browser itself tells of a page, which costs the page no frame of its own. */
interface Timings {
  shifts?: () => { score: number; what: string }[];
  longTasks?: () => number[];
  slowFrames?: () => number[];
  /** Leaves out what has been seen so far. */
  forget(): void;
}

/**
 * Watches layout shifts in and around an element, tasks of 50 ms and more, and frames of more than
 * 50 ms. A frame that is counted by asking for the next one would keep the page from coming to
 * rest; these entries come by themselves. They come late: whoever reads takes those on their way.
 */
export function watchTimings(element: Element): Timings {
  const shifts = entriesOf<LayoutShift>('layout-shift');
  const tasks = entriesOf('longtask');
  const frames = entriesOf('long-animation-frame');
  return {
    ...(shifts && {
      shifts: () =>
        shifts.take().flatMap(({ hadRecentInput, value, sources }) => {
          const source = sources.find(({ node, currentRect }) =>
            concerns(element, node, currentRect),
          );
          if (hadRecentInput || !source) return [];
          return [{ score: value, what: describeNode(source.node) }];
        }),
    }),
    ...(tasks && { longTasks: () => durationsOf(tasks.take()) }),
    ...(frames && {
      slowFrames: () => durationsOf(frames.take()).filter((each) => each > SLOW_FRAME_MS),
    }),
    forget() {
      for (const entries of [shifts, tasks, frames]) entries?.forget();
    },
  };
}

/** In the element, around it, or, where the node is gone, in its place. */
function concerns(element: Element, node: Node | null, place: DOMRect): boolean {
  if (node) return isWithin(element, node) || isWithin(node, element);
  const box = element.getBoundingClientRect();
  const isAside = place.right <= box.left || place.left >= box.right;
  return !isAside && place.bottom > box.top && place.top < box.bottom;
}

interface Entries<E extends PerformanceEntry> {
  /** All so far. */
  take(): readonly E[];
  forget(): void;
}

/** The entries of a type from now on; undefined where the browser has none. */
function entriesOf<E extends PerformanceEntry>(type: string): Entries<E> | undefined {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return undefined;
  let entries: E[] = [];
  const keep = (list: PerformanceEntryList) => entries.push(...(list as E[]));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type });
  return {
    take() {
      keep(observer.takeRecords());
      return entries;
    },
    forget() {
      observer.takeRecords();
      entries = [];
    },
  };
}

function durationsOf(entries: readonly PerformanceEntry[]): number[] {
  return entries.map(({ duration }) => duration);
}
