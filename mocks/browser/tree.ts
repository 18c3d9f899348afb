import { pageObject } from './page-object.ts';

/** The parent of a node as it is rendered, through the borders of shadow trees. */
export function parentOf(node: Node): Node | null {
  const { assignedSlot } = node as Partial<Element>;
  return assignedSlot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** Is the node the container, or in it, or in a shadow tree of it? */
export function isWithin(container: Node, node: Node | null): boolean {
  for (let each = node; each; each = parentOf(each)) if (each === container) return true;
  return false;
}

/** The node, all below it, and all in the open shadow trees of those. */
export function* nodesOf(node: Node): Iterable<Node> {
  yield node;
  if (node instanceof Element && node.shadowRoot) yield* nodesOf(node.shadowRoot);
  for (const child of node.childNodes) yield* nodesOf(child);
}

/** So much of one text is looked at: more are blanks, or not needed. */
const LONGEST = 200;

/** The first characters of the text of a node, without blanks around. */
export function leadingText(node: Node, length: number): string {
  let text = '';
  for (const each of nodesOf(node)) {
    if (each instanceof Text) text = (text + each.data.slice(0, LONGEST)).trimStart();
    if (text.length >= length) break;
  }
  return text.slice(0, length).trimEnd();
}

const SHOWN = 40;

/** The node in a few characters: `<p> "Hello wor…"`. */
export function describeNode(node: Node | null): string {
  if (!node) return 'a node that is gone';
  const name = node instanceof Element ? `<${node.localName}>` : node.nodeName;
  const lead = leadingText(node, SHOWN + 1);
  const cut = lead.length > SHOWN ? `${lead.slice(0, SHOWN)}…` : lead;
  const text = cut.replaceAll(/\s+/g, ' ');
  return text === '' ? name : `${name} ${JSON.stringify(text)}`;
}

/**
 * Calls back after each batch of changes below a node, in its open shadow trees as well. It asks
 * for no timer and no frame: a page must not seem busy because it is watched.
 */
export function observeDeep(
  root: Node,
  what: MutationObserverInit,
  changed: (records: MutationRecord[]) => void,
): void {
  const observe = (node: Node) => observer.observe(node, { subtree: true, ...what });
  const observeRoots = (node: Node) => {
    for (const each of nodesOf(node)) if (each instanceof ShadowRoot) observe(each);
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(observeRoots);
    changed(records);
  });
  observe(root);
  observeRoots(root);
  pageObject()?.shadowRoots.onAttached((each) => {
    if (each.mode === 'open' && isWithin(root, each)) observe(each);
  });
}
