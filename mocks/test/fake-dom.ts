import { vi } from 'vitest';

/** Imitates the members of DOM nodes that the page functions read, so that they run in Node. */
class FakeNode {
  parentNode: FakeNode | null = null;
  childNodes: FakeNode[] = [];
  readonly nodeName: string;

  constructor(nodeName: string) {
    this.nodeName = nodeName;
  }

  get isConnected(): boolean {
    return this.parentNode ? this.parentNode.isConnected : this.nodeName === '#document';
  }

  append(...nodes: FakeNode[]): void {
    for (const node of nodes) {
      node.remove();
      node.parentNode = this;
      this.childNodes.push(node);
    }
  }

  remove(): void {
    const siblings = this.parentNode?.childNodes;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  isEqualNode(other: FakeNode): boolean {
    return markup(this) === markup(other);
  }
}

class FakeText extends FakeNode {
  data: string;

  constructor(data: string) {
    super('#text');
    this.data = data;
  }
}

class FakeElement extends FakeNode {
  readonly localName: string;
  readonly attributes: Record<string, string>;
  readonly shadowRoot = null;

  constructor(localName: string, attributes: Record<string, string>) {
    super(localName);
    this.localName = localName;
    this.attributes = attributes;
  }

  getAttribute(name: string): string | null {
    return this.attributes[name] ?? null;
  }

  hasAttribute(name: string): boolean {
    return name in this.attributes;
  }

  getBoundingClientRect() {
    return { left: 0, right: 100, top: 0, bottom: 100 };
  }
}

class FakeShadowRoot extends FakeNode {}

/** Replaces the global classes; undo it with `vi.unstubAllGlobals()`. */
export function stubDom(): void {
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('Text', FakeText);
  vi.stubGlobal('ShadowRoot', FakeShadowRoot);
}

/** Creates an element: `element('p', { role: 'status' }, 'Done')`. */
export function element(
  localName: string,
  attributes: Record<string, string> = {},
  ...contents: (Node | string)[]
): HTMLElement {
  const created = new FakeElement(localName, attributes);
  for (const each of contents) {
    created.append(typeof each === 'string' ? new FakeText(each) : (each as unknown as FakeNode));
  }
  return created as unknown as HTMLElement;
}

/** Creates the document around elements: only nodes in it are connected. */
export function documentOf(...contents: Node[]): void {
  new FakeNode('#document').append(...(contents as unknown as FakeNode[]));
}

/** Creates the record of one mutation. */
export function mutation(
  target: Node,
  change: { added?: Node[]; removed?: Node[] } = {},
): MutationRecord {
  const { added: addedNodes = [], removed: removedNodes = [] } = change;
  return { type: 'childList', target, addedNodes, removedNodes } as unknown as MutationRecord;
}

function markup(node: FakeNode): string {
  if (node instanceof FakeText) return node.data;
  const { attributes = {} } = node as Partial<FakeElement>;
  return `<${node.nodeName} ${JSON.stringify(attributes)}>${node.childNodes.map(markup).join('')}</>`;
}
