import { isWithin } from '../../browser/tree.ts';
import { viewOf } from './viewport.ts';

/** What a reader sees in a scroller: elements, and how far under its upper edge they are, in px. */
export type VisibleElements = ReadonlyMap<Element, number>;

/** What of a scroller is in its view: what fits, and of what does not fit its parts. */
export function visibleElements(scroller: Element): VisibleElements {
  const view = viewOf(scroller);
  const sight = new Map<Element, number>();
  const look = (parent: Element): void => {
    for (const child of [...(parent.shadowRoot?.children ?? []), ...parent.children]) {
      const { top, bottom, height } = child.getBoundingClientRect();
      if (height > 0 && (bottom <= view.top || top >= view.bottom || isStuck(child, scroller)))
        continue;
      const fits = height > 0 && top >= view.top && bottom <= view.bottom;
      if (!fits) look(child);
      if (fits || child.childElementCount === 0) sight.set(child, top - view.top);
    }
  };
  look(scroller);
  return sight;
}

/** Is something where it was in the view, however far the scroller has been scrolled? */
export function isStill(sight: VisibleElements, scroller: Element, tolerance: number): boolean {
  const { top } = viewOf(scroller);
  for (const [element, before] of sight) {
    const { top: now, height } = element.getBoundingClientRect();
    if (height > 0 && Math.abs(now - top - before) < tolerance) return true;
  }
  return false;
}

/** It stays in the view whatever moves. */
function isStuck(element: Element, scroller: Element): boolean {
  const { position } = getComputedStyle(element);
  if (position === 'absolute') return !isWithin(scroller, (element as HTMLElement).offsetParent);
  return position === 'sticky' || position === 'fixed';
}
