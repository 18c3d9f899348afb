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
  const known = new Map<Observer, Map<Element, string>>();
  prototype.observe = function (element, ...options) {
    observe.call(this, element, ...options);
    if (!known.has(this)) known.set(this, new Map());
    known.get(this)!.set(element, NOTHING);
  };
  prototype.unobserve = function (element) {
    unobserve.call(this, element);
    known.get(this)?.delete(element);
  };
  prototype.disconnect = function () {
    disconnect.call(this);
    known.delete(this);
  };
  return {
    isNews() {
      for (const elements of known.values()) {
        for (const [element, last] of elements) if (look(element) !== last) return true;
      }
      return false;
    },
    told() {
      for (const elements of known.values()) {
        for (const element of elements.keys()) elements.set(element, look(element));
      }
    },
  };
}
