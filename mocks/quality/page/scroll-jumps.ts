import { isWithin, nodesOf, parentOf } from '../../browser/tree.ts';
import type { ScrollJump } from '../observations.ts';
import { watchReader } from './reader-scroll.ts';
import { distanceToEnd, isStill, type VisibleElements, visibleElements } from './viewport.ts';

/** Ignores smaller differences, in pixels: browsers round positions. */
const TOLERANCE = 2;

const LISTEN = { capture: true, passive: true };

/**
 * Reports each jump of a scroller in or around the element: back up, or anywhere while the reader
 * had scrolled away from the end. Scrolling by wheel, keys, touch and scroll bar is the reader's
 * own; where the browser or the app scrolls to hold what is visible in place, nothing jumps.
 */
export function watchScrolling(element: Element, onJump: (jump: ScrollJump) => void): void {
  const positions = new WeakMap<Element, { top: number; visible: VisibleElements }>();
  const scrolledAway = new Set<Element>();

  const remember = (scroller: Element) =>
    positions.set(scroller, { top: scroller.scrollTop, visible: visibleElements(scroller) });
  const concerns = (target: Element | null): target is Element =>
    target !== null && (isWithin(target, element) || isWithin(element, target));
  const reader = watchReader(concerns, () => scrolledAway.clear());

  const onScroll = (event: Event) => {
    const scroller = scrollerOf(event);
    if (!concerns(scroller)) return;
    const before = positions.get(scroller);
    const from = before?.top ?? 0;
    const to = scroller.scrollTop;
    const still = before && isStill(before.visible, scroller, TOLERANCE);
    remember(scroller);
    if (still || Math.abs(to - from) < TOLERANCE) return;
    const direction = Math.sign(to - from);
    if (reader.explains(direction, event.timeStamp)) {
      if (distanceToEnd(scroller) <= TOLERANCE) scrolledAway.delete(scroller);
      else scrolledAway.add(scroller);
    } else if (scrolledAway.delete(scroller)) onJump({ from, to, reason: 'while scrolled away' });
    else if (direction < 0) onJump({ from, to, reason: 'back up' });
  };

  for (let each: Node | null = element; each; each = parentOf(each)) {
    if (each instanceof Element) remember(each);
  }
  const roots = new Set<Node>([document, ...(globalThis.playheadPage?.shadowRoots ?? [])]);
  for (const each of nodesOf(element)) {
    roots.add(each.getRootNode());
    if (each instanceof Element && each.scrollTop !== 0) remember(each);
  }
  const listenIn = (root: Node) => {
    root.addEventListener('scroll', onScroll, LISTEN);
    root.addEventListener('scrollend', reader.onScrollEnd, LISTEN);
  };
  roots.forEach(listenIn);
  globalThis.playheadPage?.shadowRoots.onAttached(listenIn);
}

function scrollerOf({ target }: Event): Element | null {
  return target instanceof Document ? target.scrollingElement : (target as Element);
}
