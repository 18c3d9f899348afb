import type { Locator } from '@playwright/test';

/**
 * Where a reader stands, in pixels. It is told by what is on screen: `scrollTop` counts from the end
 * in some boxes, and changes where the browser holds what is in view.
 */
export interface Place {
  /** How much of the box is shown at once. */
  height: number;
  /** How much more it holds. */
  overflow: number;
  /** How far the end of the element lies under the lower edge of the box; negative within it. */
  hidden: number;
  /** How far the marks of the element lie under the upper edge of the box, by their text. */
  marks: Record<string, number>;
}

/**
 * Where the reader of an element stands in what scrolls it: the nearest box around it that has more
 * than it shows, through shadow trees, or the window.
 * @param marks finds in the element's text what to tell the places of
 */
export async function placeOf(locator: Locator, marks: RegExp): Promise<Place> {
  return locator.evaluate((element, source) => {
    const parentOf = (node: Element) =>
      node.assignedSlot ??
      node.parentElement ??
      (node.getRootNode() as Partial<ShadowRoot>).host ??
      null;
    const view = document.scrollingElement ?? document.documentElement;
    const isWindow = (box: Element) =>
      box === view || (box === document.body && getComputedStyle(view).overflowY === 'visible');
    const scrolls = (box: Element) =>
      !isWindow(box) &&
      box.scrollHeight > box.clientHeight + 1 &&
      /auto|scroll|overlay/.test(getComputedStyle(box).overflowY);
    let box = parentOf(element);
    while (box && !scrolls(box)) box = parentOf(box);
    const { top, bottom } = box?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    const { scrollHeight, clientHeight } = box ?? view;

    const textsOf = (node: Node): Text[] => [
      ...(node instanceof Text ? [node] : []),
      ...[...((node as Partial<Element>).shadowRoot?.childNodes ?? [])].flatMap(textsOf),
      ...[...node.childNodes].flatMap(textsOf),
    ];
    const texts = textsOf(element);
    const whole = texts.map(({ data }) => data).join('');
    const topAt = (index: number) => {
      const range = document.createRange();
      let start = 0;
      for (const text of texts) {
        if (index < start + text.length) {
          range.setStart(text, index - start);
          range.setEnd(text, index - start + 1);
          break;
        }
        start += text.length;
      }
      return range.getBoundingClientRect().top - top;
    };
    const found = [...whole.matchAll(new RegExp(source, 'g'))];
    return {
      height: clientHeight,
      overflow: scrollHeight - clientHeight,
      hidden: element.getBoundingClientRect().bottom - bottom,
      marks: Object.fromEntries(
        found.toReversed().map(({ 0: mark, index }) => [mark, topAt(index)]),
      ),
    };
  }, marks.source);
}
