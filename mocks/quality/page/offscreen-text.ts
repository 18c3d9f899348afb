import { viewAround } from './viewport.ts';
import { textOf } from '../../browser/text.ts';

/** The text of what was taken out of a place that nobody could see, as virtual lists do. */
export function unmountedOutOfSight(records: readonly MutationRecord[]): string {
  const removals = new Map<Node, MutationRecord>();
  for (const record of records) for (const node of record.removedNodes) removals.set(node, record);
  const gone = [...removals].filter(([node, removal]) => !node.isConnected && isOut(removal));
  return gone.map(([node]) => textOf(node)).join('\n');

  /** Its neighbours stand where it stood. */
  function isOut({ target, previousSibling, nextSibling }: MutationRecord): boolean {
    const view = viewAround(target);
    const [above, below] = [neighbour(previousSibling, 'previous'), neighbour(nextSibling, 'next')];
    return (
      (below && below.getBoundingClientRect().top <= view.top) ||
      (above && above.getBoundingClientRect().bottom >= view.bottom) ||
      false
    );
  }

  /** The nearest element on that side that is there still. */
  function neighbour(node: Node | null, side: 'previous' | 'next'): Element | undefined {
    let each = node;
    while (each && !(each instanceof Element && each.isConnected)) {
      const from: Node | MutationRecord = removals.get(each) ?? each;
      each = side === 'next' ? from.nextSibling : from.previousSibling;
    }
    return each ?? undefined;
  }
}
