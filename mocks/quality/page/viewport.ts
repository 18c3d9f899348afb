import { isWithin, parentOf } from '../../browser/tree.ts';

/** Bounds what is visible, in pixels from the top of the window. */
export interface VisibleRange {
  top: number;
  bottom: number;
}

/** Measures the part of the window in which a scroller shows its content. */
function visibleRange(scroller: Element): VisibleRange {
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

/** Maps each visible element to its distance from the upper edge of its scroller, in pixels. */
export type VisibleElements = ReadonlyMap<Element, number>;

/** Finds the elements that a scroller shows: those that fit, and the parts of those that do not. */
export function visibleElements(scroller: Element): VisibleElements {
  const range = visibleRange(scroller);
  const visible = new Map<Element, number>();
  const visit = (parent: Element): void => {
    for (const child of [...(parent.shadowRoot?.children ?? []), ...parent.children]) {
      const { top, bottom, height } = child.getBoundingClientRect();
      const isOutside = bottom <= range.top || top >= range.bottom;
      if (height > 0 && (isOutside || isPinned(child, scroller))) continue;
      const fits = height > 0 && top >= range.top && bottom <= range.bottom;
      if (!fits) visit(child);
      if (fits || child.childElementCount === 0) visible.set(child, top - range.top);
    }
  };
  visit(scroller);
  return visible;
}

/** Checks that an element is where it was on screen, however far the scroller has scrolled. */
export function isStill(visible: VisibleElements, scroller: Element, tolerance: number): boolean {
  const { top } = visibleRange(scroller);
  for (const [element, before] of visible) {
    const { top: now, height } = element.getBoundingClientRect();
    if (height > 0 && Math.abs(now - top - before) < tolerance) return true;
  }
  return false;
}

/** Recognises elements that do not scroll along, and so prove nothing about the position. */
function isPinned(element: Element, scroller: Element): boolean {
  const { position } = getComputedStyle(element);
  if (position === 'absolute') return !isWithin(scroller, (element as HTMLElement).offsetParent);
  return position === 'sticky' || position === 'fixed';
}
