import type { Locator } from '@playwright/test';

/**
 * Where a reader stands, in pixels, measured on screen: some boxes count `scrollTop` from the end,
 * and browsers change it to keep in place what is in view.
 */
export interface ScrollState {
  /** The height of the view. */
  height: number;
  /** The height of the content beyond that. */
  overflow: number;
  /** The distance from the view down to the end of the element; negative within it. */
  belowView: number;
  /** The distance from the top of the view down to each landmark, by its text. */
  landmarks: Record<string, number>;
}

/**
 * Reads the scroll state of an element in its scroller: the nearest box around it that overflows,
 * through shadow trees, or the window.
 * @param landmarks finds in the element's text what to measure the places of
 */
export async function readScrollState(locator: Locator, landmarks: RegExp): Promise<ScrollState> {
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
      belowView: element.getBoundingClientRect().bottom - bottom,
      landmarks: Object.fromEntries(
        found.toReversed().map(({ 0: text, index }) => [text, topAt(index)]),
      ),
    };
  }, landmarks.source);
}
