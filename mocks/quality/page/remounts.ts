import { describeNode, leadingText, nodesOf } from '../../browser/tree.ts';
import type { Observations } from '../observations.ts';

type Remount = Omit<Observations['remounts'][number], 'cursor'>;

interface RemovedNode {
  node: Node;
  lead: string;
}

/** Compares this many characters of two texts, where both are that long. */
const LEAD = 32;

/**
 * Finds the nodes that one batch of mutations removed and created again: same kind, same role, and
 * the text of one begins as that of the other; without text, equal as a whole. A node that only
 * moved is the same node.
 */
export function findRemounts(records: readonly MutationRecord[]): Remount | undefined {
  const { removed, added } = changesOf(records);
  if (removed.size === 0 || added.size === 0) return undefined;
  const candidates = groupByKind(removed);
  const remounted = [...added].filter((node) => takeCounterpart(candidates, node));
  const [first] = remounted;
  return first && { nodes: remounted.length, first: describeNode(first) };
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

function groupByKind(nodes: Iterable<Node>): Map<string, RemovedNode[]> {
  const groups = new Map<string, RemovedNode[]>();
  for (const node of nodes) {
    const kind = kindOf(node);
    if (kind === undefined) continue;
    const group = groups.get(kind) ?? [];
    groups.set(kind, group);
    group.push({ node, lead: leadingText(node, LEAD) });
  }
  return groups;
}

/** Takes the removed node that an added one stands for, so that each counts once. */
function takeCounterpart(candidates: Map<string, RemovedNode[]>, node: Node): boolean {
  const group = candidates.get(kindOf(node) ?? '');
  if (!group || group.length === 0) return false;
  const lead = leadingText(node, LEAD);
  const index = group.findIndex((removed) => isAlike(removed, { node, lead }));
  if (index < 0) return false;
  group.splice(index, 1);
  return true;
}

/** Tells elements by tag and role, and texts that are not blank; nothing else counts. */
function kindOf(node: Node): string | undefined {
  if (node instanceof Element) return `${node.localName} ${node.getAttribute('role') ?? ''}`;
  return node instanceof Text && node.data.trim() !== '' ? '#text' : undefined;
}

/** Compares by leading text; nodes without text, such as icons, must be equal as a whole. */
function isAlike(removed: RemovedNode, { node, lead }: RemovedNode): boolean {
  if (removed.lead === '' || lead === '') {
    return removed.lead === lead && removed.node.isEqualNode(node);
  }
  return removed.lead.startsWith(lead) || lead.startsWith(removed.lead);
}
