import type { Page } from '@playwright/test';

/**
 * Counts what a screen reader would announce from now on: each time that text comes into a live
 * region, unless it is busy. What changes at once is one announcement; what came while the region
 * was busy is one, when it is busy no more.
 */
export async function countAnnouncements(page: Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const LIVE = new Set(['log', 'status', 'alert']);
    const seen = new Set<Node>();
    const waiting = new Set<Element>();
    const count = { announcements: 0 };
    const parentOf = (node: Node): Element | null =>
      node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host ?? null;

    /** The live region that a node is in, and the outermost thing around it that is busy. */
    function regionOf(node: Node): { region?: Element; busy?: Element } {
      let busy: Element | undefined;
      let at = node instanceof Element ? node : parentOf(node);
      for (; at; at = parentOf(at)) {
        if (at.getAttribute('aria-busy') === 'true') busy = at;
        const live = at.getAttribute('aria-live');
        if (live === 'off') return {};
        const role = at.getAttribute('role') ?? (at.localName === 'output' ? 'status' : '');
        if (live || LIVE.has(role)) {
          return { region: at, ...(busy && { busy }) };
        }
      }
      return {};
    }

    function look(records: MutationRecord[]): void {
      const spoken = new Set<Element>();
      for (const { type, target, addedNodes } of records) {
        for (const node of addedNodes) if (node instanceof Element) watch(node);
        if (type === 'attributes') {
          const element = target as Element;
          if (element.getAttribute('aria-busy') === 'true' || !waiting.delete(element)) continue;
          const { region } = regionOf(element);
          if (region) spoken.add(region);
          continue;
        }
        const said = type === 'characterData' || [...addedNodes].some((node) => node.textContent);
        const { region, busy } = regionOf(target);
        if (!said || !region) continue;
        if (busy) waiting.add(busy);
        else spoken.add(region);
      }
      count.announcements += spoken.size;
    }

    const observer = new MutationObserver(look);
    const watchRoot = (root: Node) => {
      if (seen.has(root)) return;
      seen.add(root);
      observer.observe(root, {
        attributes: true,
        attributeFilter: ['aria-busy'],
        characterData: true,
        childList: true,
        subtree: true,
      });
    };
    function watch(element: Element): void {
      for (const each of [element, ...element.querySelectorAll('*')]) {
        if (!each.shadowRoot) continue;
        watchRoot(each.shadowRoot);
        for (const child of each.shadowRoot.children) watch(child);
      }
    }
    watchRoot(document);
    watch(document.documentElement);
    return count;
  });
  return () => counter.evaluate(({ announcements }) => announcements);
}
