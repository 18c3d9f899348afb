import { parentOf } from '../../browser/tree.ts';

/** Bounds what is visible, in pixels from the top of the window. */
export interface VisibleRange {
  top: number;
  bottom: number;
}

/** Measures the part of the window in which a scroller shows its content. */
export function visibleRange(scroller: Element): VisibleRange {
  if (scroller === document.scrollingElement) return { top: 0, bottom: innerHeight };
  const { top, bottom } = scroller.getBoundingClientRect();
  return { top, bottom };
}

/** Measures the visible range of the nearest scroller around a node, itself included, else of the window. */
export function visibleRangeAround(node: Node): VisibleRange {
  for (let each: Node | null = node; each; each = parentOf(each)) {
    if (each instanceof Element && isScrollable(each)) return visibleRange(each);
  }
  return { top: 0, bottom: innerHeight };
}

/** Measures how far a box can still be scrolled. A reversed column starts at its end and counts down from 0. */
export function distanceToEnd(box: Element): number {
  const { display, flexDirection } = getComputedStyle(box);
  const isReversed = display.endsWith('flex') && flexDirection === 'column-reverse';
  const { scrollHeight, clientHeight, scrollTop } = box;
  return isReversed ? -scrollTop : scrollHeight - clientHeight - scrollTop;
}

function isScrollable(box: Element): boolean {
  const overflows = box.scrollHeight > box.clientHeight + 1;
  return overflows && /auto|scroll/.test(getComputedStyle(box).overflowY);
}
