import { parentOf } from './tree.ts';

/** Elements that stand within a line; between all others words end. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup u var'.split(
    ' ',
  ),
);
const NEVER_SHOWN = new Set(['script', 'style', 'template', 'noscript', 'title']);

/** The text of an element as it would be read: with breaks between blocks, without what is hidden. */
export function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element) {
    if (NEVER_SHOWN.has(node.localName) || node.hasAttribute('hidden')) return '';
    const inner = [...(node.shadowRoot ? [node.shadowRoot] : []), ...node.childNodes];
    const text = inner.map(textOf).join('');
    return INLINE.has(node.localName) ? text : `\n${text}\n`;
  }
  return node instanceof ShadowRoot ? [...node.childNodes].map(textOf).join('') : '';
}

/** Is the node, or one around it, hidden by its attribute? */
export function isHidden(node: Node): boolean {
  for (let each: Node | null = node; each; each = parentOf(each)) {
    if (each instanceof Element && each.hasAttribute('hidden')) return true;
  }
  return false;
}
