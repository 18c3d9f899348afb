import { describeNode, leadingText, nodesOf } from '../../browser/tree.ts';
import { groupBy } from '../../util/group-by.ts';
import type { Remount } from '../observations.ts';

/** Holds a node, and what it is compared by. */
interface ComparedNode {
  node: Node;
  /** Tag and role, or `#text`. */
  kind: string;
  prefix: string;
}

/** Compares this many characters of two texts, where both are that long. */
const PREFIX_LENGTH = 32;

/**
 * Finds the nodes that one batch of mutations removed and created again: same kind, same role, and
 * the text of one begins as that of the other; without text, equal as a whole. A node that only
 * moved is the same node.
 */
export function findRemounts(records: readonly MutationRecord[]): Remount | undefined {
  const { removed, added } = changesOf(records);
  if (removed.size === 0 || added.size === 0) return undefined;
  const candidates = groupBy([...removed].flatMap(compared), ({ kind }) => kind);
  const remounted = [...added]
    .flatMap(compared)
    .filter((each) => takeCounterpart(candidates.get(each.kind) ?? [], each));
  const [first] = remounted;
  return first && { nodes: remounted.length, first: describeNode(first.node) };
}

/** Lists all nodes that were removed or added, with their descendants; nodes that were both have moved. */
function changesOf(records: readonly MutationRecord[]): { removed: Set<Node>; added: Set<Node> } {
  const removed = new Set(records.flatMap(({ removedNodes }) => withDescendants(removedNodes)));
  const added = new Set(records.flatMap(({ addedNodes }) => withDescendants(addedNodes)));
  for (const node of removed) {
    if (added.delete(node)) removed.delete(node);
  }
  return { removed, added };
}

function withDescendants(nodes: NodeList): Node[] {
  return [...nodes].flatMap((node) => [...nodesOf(node)]);
}

/** Reads what a node is compared by; blank texts and comments are not compared. */
function compared(node: Node): ComparedNode[] {
  const prefix = leadingText(node, PREFIX_LENGTH);
  if (node instanceof Element) {
    return [{ node, kind: `${node.localName} ${node.getAttribute('role') ?? ''}`, prefix }];
  }
  return node instanceof Text && node.data.trim() !== '' ? [{ node, kind: '#text', prefix }] : [];
}

/** Takes the removed node that an added one stands for, so that each counts once. */
function takeCounterpart(removed: ComparedNode[], added: ComparedNode): boolean {
  const index = removed.findIndex((each) => isAlike(each, added));
  if (index >= 0) removed.splice(index, 1);
  return index >= 0;
}

/** Compares by leading text; nodes without text, such as icons, must be equal as a whole. */
function isAlike(removed: ComparedNode, added: ComparedNode): boolean {
  if (removed.prefix === '' || added.prefix === '') {
    return removed.prefix === added.prefix && removed.node.isEqualNode(added.node);
  }
  return removed.prefix.startsWith(added.prefix) || added.prefix.startsWith(removed.prefix);
}
