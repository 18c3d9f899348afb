import { isHidden, textOf } from '../../browser/text.ts';
import { describeNode, nodesOf, parentOf } from '../../browser/tree.ts';

/** Lists the roles whose changes are announced without `aria-live`. */
const LIVE_ROLES = new Set(['log', 'status', 'alert']);

/**
 * Creates a function that returns what a screen reader would announce for a batch of mutations: text
 * added to a live region, once per region. Changes in a busy part wait until it is not busy, and are
 * announced as one.
 */
export function createAnnouncementReader(): (records: readonly MutationRecord[]) => string[] {
  /** Remembers the busy elements with changes that wait. */
  const waiting = new Set<Element>();

  return (records) => {
    const announced = new Map<Element, string>();
    const announce = (place: Node | null, changed: Node) => {
      const { region, busy } = regionOf(place);
      if (busy) waiting.add(busy);
      else if (region && !announced.has(region)) announced.set(region, describeNode(changed));
    };
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData' && hasText(target)) announce(target, target);
      for (const node of addedNodes) {
        if (!hasText(node)) continue;
        announce(parentOf(node), node);
        // An alert is announced even if it arrives with its text; other regions must exist before.
        for (const each of nodesOf(node)) {
          if (each instanceof Element && each.getAttribute('role') === 'alert') {
            announce(each, each);
          }
        }
      }
    }
    // Takes a copy: `announce` lets an element wait again where one around it is busy by now.
    const finished = [...waiting].filter((element) => !isBusy(element));
    for (const element of finished) {
      waiting.delete(element);
      if (element.isConnected) announce(element, element);
    }
    return [...announced.values()];
  };
}

function hasText(node: Node): boolean {
  return node.isConnected && textOf(node).trim() !== '' && !isHidden(node);
}

/** Finds the live region around a node, unless it is silent, and the outermost busy part of it. */
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
