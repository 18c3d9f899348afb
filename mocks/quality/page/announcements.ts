import { describeNode, nodesOf, parentOf } from '../../browser/tree.ts';
import { isHidden, textOf } from '../../browser/text.ts';

/** The roles whose changes are spoken without `aria-live`. */
const LIVE_ROLES = new Set(['log', 'status', 'alert']);

/**
 * What a screen reader would speak for each batch of changes: text that was added to a live region,
 * once a region. While a part of it is busy, its changes wait, and are spoken as one.
 */
export function createAnnouncements(): (records: readonly MutationRecord[]) => string[] {
  /** The busy elements in which something waits to be spoken. */
  const held = new Set<Element>();

  return (records) => {
    const spoken = new Map<Element, string>();
    const speak = (place: Node | null, changed: Node) => {
      const { region, busy } = regionOf(place);
      if (busy) held.add(busy);
      else if (region && !spoken.has(region)) spoken.set(region, describeNode(changed));
    };
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData' && isSpoken(target)) speak(target, target);
      for (const node of addedNodes) {
        if (!isSpoken(node)) continue;
        speak(parentOf(node), node);
        // An alert is spoken even if it comes with its text; other regions must have been there.
        for (const each of nodesOf(node)) {
          if (each instanceof Element && each.getAttribute('role') === 'alert') speak(each, each);
        }
      }
    }
    for (const element of held) {
      if (isBusy(element)) continue;
      held.delete(element);
      if (element.isConnected) speak(element, element);
    }
    return [...spoken.values()];
  };
}

function isSpoken(node: Node): boolean {
  return node.isConnected && textOf(node).trim() !== '' && !isHidden(node);
}

/** The live region a node is in, unless it is silent; and the outermost part of it that is busy. */
function regionOf(place: Node | null): { region?: Element; busy?: Element } {
  let busy: Element | undefined;
  for (let each = place; each; each = parentOf(each)) {
    if (!(each instanceof Element)) continue;
    if (each.getAttribute('aria-hidden') === 'true') return {};
    if (isBusy(each)) busy = each;
    const live = liveness(each);
    if (live === 'off') return {};
    if (live === 'on') return { region: each, ...(busy && { busy }) };
  }
  return {};
}

function isBusy(element: Element): boolean {
  return element.getAttribute('aria-busy') === 'true';
}

function liveness(element: Element): 'on' | 'off' | undefined {
  const live = element.getAttribute('aria-live');
  if (live === 'polite' || live === 'assertive') return 'on';
  if (live !== null && live !== '') return 'off';
  if (element.localName === 'output') return 'on';
  return LIVE_ROLES.has(element.getAttribute('role') ?? '') ? 'on' : undefined;
}
