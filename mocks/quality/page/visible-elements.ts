import { isWithin } from '../../browser/tree.ts';
import { visibleRange } from './viewport.ts';

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
