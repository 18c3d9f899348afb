type Observer = Pick<ResizeObserver, 'observe' | 'unobserve' | 'disconnect'>;

type Measure = (element: Element) => string;

/**
 * Watches all that is observed from now on, by `ResizeObserver` and `IntersectionObserver`.
 * @returns a function that requests a frame where observers will be called in the next one: the page
 *   itself requests none. A frame too many costs its time only, so any move of an element counts as a
 *   change of its intersection.
 */
export function watchObservers(scope: Window & typeof globalThis): () => void {
  // Not a fake clock's: the browser calls observers in frames of its own.
  const requestFrame = scope.requestAnimationFrame.bind(scope);
  const observed = [
    watch(scope.ResizeObserver.prototype, sizeOf),
    watch(scope.IntersectionObserver.prototype, (element) => {
      const { x, y } = element.getBoundingClientRect();
      return `${x},${y} ${sizeOf(element)}`;
    }),
  ];
  let requested = false;
  return () => {
    if (requested || !observed.some((each) => each.hasChanged())) return;
    requested = true;
    requestFrame(() => {
      requested = false;
      for (const each of observed) each.update();
    });
  };
}

/** The size that a new observer starts from: https://drafts.csswg.org/resize-observer/#resize-observation-interface */
const NOTHING = '0 0';

function sizeOf(element: Element): string {
  const { width, height } = element.getBoundingClientRect();
  return `${width} ${height}`;
}

function watch(prototype: Observer, measure: Measure): { hasChanged(): boolean; update(): void } {
  // oxlint-disable-next-line typescript/unbound-method -- called on the observers below
  const { observe, unobserve, disconnect } = prototype;
  /** The last measure that each observer of an element was called with. */
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
    hasChanged() {
      for (const [element, observers] of observed()) {
        const now = measure(element);
        for (const last of observers.values()) if (last !== now) return true;
      }
      return false;
    },
    update() {
      for (const [element, observers] of observed()) {
        const now = measure(element);
        for (const observer of observers.keys()) observers.set(observer, now);
      }
    },
  };
}
