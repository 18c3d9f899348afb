import { shorten } from '../util/text.ts';

/** Returns the parent of a node as it is rendered: through slots, and out of shadow trees. */
export function parentOf(node: Node): Node | null {
  const { assignedSlot } = node as Partial<Element>;
  return assignedSlot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** Checks whether a node is the container, or in it, or in a shadow tree in it. */
export function isWithin(container: Node, node: Node | null): boolean {
  for (let each = node; each; each = parentOf(each)) if (each === container) return true;
  return false;
}

/** Walks a node and all its descendants, those in open shadow trees included. */
export function* nodesOf(node: Node): Iterable<Node> {
  yield node;
  if (node instanceof Element && node.shadowRoot) yield* nodesOf(node.shadowRoot);
  for (const child of node.childNodes) yield* nodesOf(child);
}

/** Bounds how much of one text node is read: the rest is blank or not needed. */
const LONGEST = 200;

/** Reads the first characters of the text of a node, without surrounding blanks. */
export function leadingText(node: Node, length: number): string {
  let text = '';
  for (const each of nodesOf(node)) {
    if (each instanceof Text) text = (text + each.data.slice(0, LONGEST)).trimStart();
    if (text.length >= length) break;
  }
  return text.slice(0, length).trimEnd();
}

const EXCERPT = 40;

/** Describes a node in a few characters: `<p> "Hello wor…"`. */
export function describeNode(node: Node | null): string {
  if (!node) return 'a removed node';
  const name = node instanceof Element ? `<${node.localName}>` : node.nodeName;
  const text = shorten(leadingText(node, EXCERPT + 1), EXCERPT).replaceAll(/\s+/g, ' ');
  return text === '' ? name : `${name} ${JSON.stringify(text)}`;
}

/**
 * Observes mutations below a node and in its open shadow trees. Requests no timer and no frame: a
 * page must not seem busy because it is watched.
 */
export function observeDeep(
  root: Node,
  options: MutationObserverInit,
  onMutations: (records: MutationRecord[]) => void,
): void {
  const observe = (node: Node) => observer.observe(node, { subtree: true, ...options });
  const observeShadowRoots = (node: Node) => {
    for (const each of nodesOf(node)) if (each instanceof ShadowRoot) observe(each);
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) addedNodes.forEach(observeShadowRoots);
    onMutations(records);
  });
  observe(root);
  observeShadowRoots(root);
  globalThis.playheadPage?.shadowRoots.onAttached((each) => {
    if (each.mode === 'open' && isWithin(root, each)) observe(each);
  });
}
