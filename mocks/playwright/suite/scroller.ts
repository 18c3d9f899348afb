import type { Locator } from '@playwright/test';

/** Where a reader stands, in pixels. */
export interface Place {
  /** How far the box is scrolled. */
  top: number;
  /** How far it could be scrolled on. */
  below: number;
  /** How far the end of the element lies under the lower edge of the box; negative within it. */
  hidden: number;
}

/**
 * Where the reader of an element stands in what scrolls it: the nearest box around it that has more
 * than it shows, through shadow trees, or the window.
 */
export async function placeOf(locator: Locator): Promise<Place> {
  return locator.evaluate((element) => {
    const parentOf = (node: Element) =>
      node.assignedSlot ??
      node.parentElement ??
      (node.getRootNode() as Partial<ShadowRoot>).host ??
      null;
    const scrolls = (box: Element) =>
      box.scrollHeight > box.clientHeight + 1 &&
      /auto|scroll|overlay/.test(getComputedStyle(box).overflowY);
    let box = parentOf(element);
    while (box && !scrolls(box)) box = parentOf(box);
    const view = document.scrollingElement ?? document.documentElement;
    const bottom = box ? box.getBoundingClientRect().bottom : window.innerHeight;
    const { scrollTop, scrollHeight, clientHeight } = box ?? view;
    return {
      top: scrollTop,
      below: scrollHeight - clientHeight - scrollTop,
      hidden: element.getBoundingClientRect().bottom - bottom,
    };
  });
}
