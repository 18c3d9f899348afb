import { textOf } from '../../browser/text.ts';
import { visibleRangeAround } from './viewport.ts';

/** Reads the text that was removed outside the visible range, as virtual lists do: no reader misses it. */
export function textUnmountedOutOfView(records: readonly MutationRecord[]): string {
  const removals = new Map<Node, MutationRecord>();
  for (const record of records) for (const node of record.removedNodes) removals.set(node, record);
  const unmounted = [...removals].filter(
    ([node, removal]) => !node.isConnected && wasOutOfView(removal, removals),
  );
  return unmounted.map(([node]) => textOf(node)).join('\n');
}

/** Tells from the neighbours, which are where the node was. */
function wasOutOfView(
  { target, previousSibling, nextSibling }: MutationRecord,
  removals: ReadonlyMap<Node, MutationRecord>,
): boolean {
  const range = visibleRangeAround(target);
  const above = connectedNeighbour(previousSibling, 'previousSibling', removals);
  const below = connectedNeighbour(nextSibling, 'nextSibling', removals);
  return (
    (below && below.getBoundingClientRect().top <= range.top) ||
    (above && above.getBoundingClientRect().bottom >= range.bottom) ||
    false
  );
}

/** Finds the nearest element on one side that is still in the document. */
function connectedNeighbour(
  start: Node | null,
  side: 'previousSibling' | 'nextSibling',
  removals: ReadonlyMap<Node, MutationRecord>,
): Element | undefined {
  let each = start;
  while (each && !(each instanceof Element && each.isConnected)) {
    const place: Node | MutationRecord = removals.get(each) ?? each;
    each = place[side];
  }
  return each ?? undefined;
}
