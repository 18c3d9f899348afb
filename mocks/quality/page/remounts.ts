import { describeNode, leadingText, nodesOf } from '../../browser/tree.ts';

/** So much of their texts must be equal, where both are that long. */
const LEAD = 32;

/**
 * The nodes that were taken away and made anew in one batch of changes: same kind, same role, and
 * one's text begins as the other's; or, without a text, all the same. A node that has only moved is still itself.
 */
export function findRemounts(
  records: readonly MutationRecord[],
): { what: string; nodes: number } | undefined {
  const { removed, added } = changesOf(records);
  if (removed.size === 0 || added.size === 0) return undefined;
  const candidates = new Map<string, { node: Node; lead: string }[]>();
  for (const node of removed) {
    const key = kindOf(node);
    if (key === undefined) continue;
    const list = candidates.get(key) ?? [];
    candidates.set(key, list);
    list.push({ node, lead: leadingText(node, LEAD) });
  }
  let nodes = 0;
  let what: string | undefined;
  for (const node of added) {
    const list = candidates.get(kindOf(node) ?? '');
    if (!list || list.length === 0) continue;
    const lead = leadingText(node, LEAD);
    const at = list.findIndex((old) => isAlike(old, { node, lead }));
    if (at < 0) continue;
    list.splice(at, 1);
    nodes++;
    what ??= describeNode(node);
  }
  return what === undefined ? undefined : { what, nodes };
}

/** What was taken away and what was put in, each with all that is in it; what was both has moved. */
function changesOf(records: readonly MutationRecord[]): { removed: Set<Node>; added: Set<Node> } {
  const removed = new Set(records.flatMap(({ removedNodes }) => allIn(removedNodes)));
  const added = new Set(records.flatMap(({ addedNodes }) => allIn(addedNodes)));
  for (const node of removed) {
    if (added.delete(node)) removed.delete(node);
  }
  return { removed, added };
}

function allIn(nodes: NodeList): Node[] {
  return [...nodes].flatMap((node) => [...nodesOf(node)]);
}

/** Elements by tag and role, texts that say something; nothing else counts. */
function kindOf(node: Node): string | undefined {
  if (node instanceof Element) return `${node.localName} ${node.getAttribute('role') ?? ''}`;
  return node instanceof Text && node.data.trim() !== '' ? '#text' : undefined;
}

/** One's text begins as the other's; without a text, such as icons, they are the same in all. */
function isAlike(old: { node: Node; lead: string }, { node, lead }: typeof old): boolean {
  if (old.lead === '' || lead === '') return old.lead === lead && old.node.isEqualNode(node);
  return old.lead.startsWith(lead) || lead.startsWith(old.lead);
}
