import { normalizeText } from '../util/text.ts';
import { nodesOf, parentOf } from './tree.ts';

/** Lists the elements that stand within a line; words end at all others. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup u var'.split(
    ' ',
  ),
);
const NEVER_SHOWN = new Set(['script', 'style', 'template', 'noscript', 'title']);

/**
 * Reads the text of a node as a person does: with breaks between blocks and with open shadow trees,
 * which `textContent` leaves out.
 * @param options.hidden includes what the attribute `hidden` hides; default: false
 */
export function textOf(node: Node, { hidden = false } = {}): string {
  if (node instanceof Text) return node.data;
  const textIn = (nodes: Iterable<Node>) =>
    [...nodes].map((each) => textOf(each, { hidden })).join('');
  if (node instanceof Element) {
    if (NEVER_SHOWN.has(node.localName)) return '';
    if (node.hasAttribute('hidden') && !hidden) return '';
    const text = textIn([...(node.shadowRoot ? [node.shadowRoot] : []), ...node.childNodes]);
    return INLINE.has(node.localName) ? text : `\n${text}\n`;
  }
  return node instanceof ShadowRoot ? textIn(node.childNodes) : '';
}

/** Joins the text of elements, hidden or not. */
export function allTextOf(elements: readonly Element[]): string {
  return elements.map((each) => textOf(each, { hidden: true })).join('');
}

/** Equal elements side by side. */
export interface Repeated {
  /** Their letters and digits. */
  text: string;
  times: number;
}

/** Reads an element, and finds in it what is repeated side by side and holds one of the names. */
export function readShown(
  element: Element,
  names: readonly string[],
): { text: string; repeated: Repeated[] } {
  const parents = names.length > 0 ? [...nodesOf(element)].filter(isParent) : [];
  const repeated = parents.flatMap(({ children }) => repeatedIn([...children]));
  const wanted = names.map(normalizeText);
  return {
    text: textOf(element, { hidden: true }),
    repeated: repeated.filter(({ text }) => wanted.some((name) => text.includes(name))),
  };
}

function isParent(node: Node): node is Element | ShadowRoot {
  return node instanceof Element || node instanceof ShadowRoot;
}

/** Finds the elements of the same tag, class and text: a card that is drawn twice has a twin. */
function repeatedIn(elements: readonly Element[]): Repeated[] {
  if (elements.length < 2) return [];
  const found = new Map<string, Repeated>();
  for (const element of elements) {
    const text = normalizeText(textOf(element, { hidden: true }));
    const key = `${element.localName} ${element.getAttribute('class') ?? ''} ${text}`;
    found.set(key, { text, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()].filter(({ times }) => times > 1);
}

/** Checks whether the attribute `hidden` hides the node or one around it. */
export function isHidden(node: Node): boolean {
  for (let each: Node | null = node; each; each = parentOf(each)) {
    if (each instanceof Element && each.hasAttribute('hidden')) return true;
  }
  return false;
}
