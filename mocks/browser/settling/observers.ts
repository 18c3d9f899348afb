type Observer = Pick<ResizeObserver, 'observe' | 'unobserve' | 'disconnect'>;

/** What an observer is told of an element. */
type Look = (element: Element) => string;

/**
 * Watches who observes what from now on, by `ResizeObserver` and `IntersectionObserver`. Gives what
 * asks for the next frame where something will be told in it: a page gets that frame unasked. A
 * frame too many costs its time only, so any move of an element counts as news of its intersection.
 */
export function watchObservers(scope: Window & typeof globalThis): () => void {
  // Not a fake clock's: the browser tells in frames of its own.
  const askForFrame = scope.requestAnimationFrame.bind(scope);
  const observed = [
    watch(scope.ResizeObserver.prototype, sizeOf),
    watch(scope.IntersectionObserver.prototype, (element) => {
      const { x, y } = element.getBoundingClientRect();
      return `${x},${y} ${sizeOf(element)}`;
    }),
  ];
  let asked = false;
  return () => {
    if (asked || !observed.some((each) => each.isNews())) return;
    asked = true;
    askForFrame(() => {
      asked = false;
      for (const each of observed) each.told();
    });
  };
}

/** What a new observer takes for known: https://drafts.csswg.org/resize-observer/#resize-observation-interface */
const NOTHING = '0 0';

function sizeOf(element: Element): string {
  const { width, height } = element.getBoundingClientRect();
  return `${width} ${height}`;
}

function watch(prototype: Observer, look: Look): { isNews(): boolean; told(): void } {
  // oxlint-disable-next-line typescript/unbound-method -- called on the observers below
  const { observe, unobserve, disconnect } = prototype;
  /** What each observer of an element knows of it. */
  const known = new WeakMap<Element, Map<Observer, string>>();
  // An observer that nobody disconnects must not keep its elements for the life of the document.
  const elements = new Set<WeakRef<Element>>();
  function* observed(): Iterable<[Element, Map<Observer, string>]> {
    for (const reference of elements) {
      const element = reference.deref();
      const observers = element && known.get(element);
      if (observers && observers.size > 0) yield [element, observers];
      else {
        elements.delete(reference);
        if (element) known.delete(element);
      }
    }
  }
  prototype.observe = function (element, ...options) {
    observe.call(this, element, ...options);
    if (!known.has(element)) {
      known.set(element, new Map());
      elements.add(new WeakRef(element));
    }
    known.get(element)!.set(this, NOTHING);
  };
  prototype.unobserve = function (element) {
    unobserve.call(this, element);
    known.get(element)?.delete(this);
  };
  prototype.disconnect = function () {
    disconnect.call(this);
    for (const [, observers] of observed()) observers.delete(this);
  };
  return {
    isNews() {
      for (const [element, observers] of observed()) {
        const now = look(element);
        for (const last of observers.values()) if (last !== now) return true;
      }
      return false;
    },
    told() {
      for (const [element, observers] of observed()) {
        const now = look(element);
        for (const observer of observers.keys()) observers.set(observer, now);
      }
    },
  };
}
