import { parentOf } from '../../browser/tree.ts';

/** Where something can be seen, in px from the top of the window. */
export interface View {
  top: number;
  bottom: number;
}

/** What a scroller shows of what is in it. */
export function viewOf(scroller: Element): View {
  if (scroller === document.scrollingElement) return { top: 0, bottom: innerHeight };
  const { top, bottom } = scroller.getBoundingClientRect();
  return { top, bottom };
}

/** The view of the nearest box around a node, itself included, that holds more than it shows; else the window. */
export function viewAround(node: Node): View {
  for (let each: Node | null = node; each; each = parentOf(each)) {
    if (each instanceof Element && scrolls(each)) return viewOf(each);
  }
  return { top: 0, bottom: innerHeight };
}

/** How far a box can be scrolled on, in px. A column in reverse begins at its end, and its place is negative above. */
export function distanceToEnd(box: Element): number {
  const { display, flexDirection } = getComputedStyle(box);
  const isReversed = display.endsWith('flex') && flexDirection === 'column-reverse';
  const { scrollHeight, clientHeight, scrollTop } = box;
  return isReversed ? -scrollTop : scrollHeight - clientHeight - scrollTop;
}

function scrolls(box: Element): boolean {
  const isMore = box.scrollHeight > box.clientHeight + 1;
  return isMore && /auto|scroll/.test(getComputedStyle(box).overflowY);
}
