import { describeNode, leadOf, nodesOf } from './tree.ts';

/** So much of their texts must be equal, where both are that long. */
const LEAD = 32;

/**
 * The nodes that were taken away and made anew in one batch of changes: same kind, same role, and
 * one's text begins as the other's. A node that has only moved is still itself.
 */
export function findRecreated(
  records: readonly MutationRecord[],
): { what: string; nodes: number } | undefined {
  const { removed, added } = changesOf(records);
  if (removed.size === 0 || added.size === 0) return undefined;
  const candidates = new Map<string, { lead: string }[]>();
  for (const node of removed) {
    const key = kindOf(node);
    if (key === undefined) continue;
    const list = candidates.get(key) ?? [];
    candidates.set(key, list);
    list.push({ lead: leadOf(node, LEAD) });
  }
  let nodes = 0;
  let what: string | undefined;
  for (const node of added) {
    const list = candidates.get(kindOf(node) ?? '');
    if (!list || list.length === 0) continue;
    const lead = leadOf(node, LEAD);
    const at = list.findIndex((old) => beginAlike(old.lead, lead));
    if (at < 0) continue;
    list.splice(at, 1);
    nodes++;
    what ??= describeNode(node);
  }
  return what === undefined ? undefined : { what, nodes };
}

/** What is gone after all these changes, and what is new, each with all that is in it. */
function changesOf(records: readonly MutationRecord[]): { removed: Set<Node>; added: Set<Node> } {
  const gone = new Set<Node>();
  const come = new Set<Node>();
  for (const { addedNodes, removedNodes } of records) {
    for (const node of removedNodes) if (!come.delete(node)) gone.add(node);
    for (const node of addedNodes) if (!gone.delete(node)) come.add(node);
  }
  const all = (nodes: Set<Node>) => new Set([...nodes].flatMap((node) => [...nodesOf(node)]));
  const [removed, added] = [all(gone), all(come)];
  for (const node of removed) {
    if (!added.delete(node)) continue;
    removed.delete(node);
  }
  return { removed, added };
}

/** Elements by tag and role, texts that say something; nothing else counts. */
function kindOf(node: Node): string | undefined {
  if (node instanceof Element) return `${node.localName} ${node.getAttribute('role') ?? ''}`;
  return node instanceof Text && node.data.trim() !== '' ? '#text' : undefined;
}

function beginAlike(one: string, other: string): boolean {
  if (one === '' || other === '') return one === other;
  return one.startsWith(other) || other.startsWith(one);
}
