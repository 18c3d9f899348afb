/** Attributes scrolling to an input of the reader within this time, from each scroll event anew. */
const CONTINUES_MS = 1000;

/** Maps the keys that scroll to their direction: -1 is up. */
const KEYS = new Map([
  ['ArrowUp', -1],
  ['PageUp', -1],
  ['Home', -1],
  ['ArrowDown', 1],
  ['PageDown', 1],
  ['End', 1],
]);

interface ReaderInput {
  since: number;
  /** 0 for any direction: a finger or a scroll bar may go either way. */
  direction: number;
  hasScrolled: boolean;
}

/**
 * Watches what the reader does from now on, to tell the reader's scrolling from that of the app.
 * @param concerns tells whether a press on this element may be one on its scroll bar
 * @param onRequest runs when the reader clicks or presses Enter: the app may scroll to what was
 *   requested
 */
export function watchReader(concerns: (target: Element) => boolean, onRequest: () => void) {
  /** Holds the last input until the scrolling that it started has ended. */
  let input: ReaderInput | undefined;

  const listen = <K extends keyof DocumentEventMap>(
    type: K,
    listener: (event: DocumentEventMap[K]) => void,
  ) => document.addEventListener(type, listener, { capture: true, passive: true });
  const start = (event: Event, direction: number) =>
    void (input = { since: event.timeStamp, direction, hasScrolled: false });

  listen('wheel', (event) => start(event, Math.sign(event.deltaY)));
  listen('touchmove', (event) => start(event, 0));
  listen('keydown', (event) => {
    const direction = event.key === ' ' ? (event.shiftKey ? -1 : 1) : KEYS.get(event.key);
    if (direction !== undefined && !isEditing(event)) start(event, direction);
    if (event.key === 'Enter') onRequest();
  });
  listen('pointerdown', (event) => {
    if (concerns(targetOf(event) as Element)) start(event, 0);
  });
  listen('click', onRequest);

  return {
    /** Attributes a scroll event to the reader, if the last input explains it. */
    explains(direction: number, time: number): boolean {
      if (!input || time - input.since >= CONTINUES_MS) return false;
      if (input.direction !== 0 && input.direction !== direction) return false;
      input = { ...input, since: time, hasScrolled: true };
      return true;
    },
    /** Forgets an input that has scrolled; else the end is that of an earlier scroll of the app. */
    onScrollEnd: () => {
      if (input?.hasScrolled) input = undefined;
    },
  };
}

/** Finds the target inside open shadow trees as well. */
function targetOf(event: Event): EventTarget | undefined {
  return event.composedPath()[0];
}

function isEditing(event: Event): boolean {
  const target = targetOf(event);
  return target instanceof HTMLElement && (target.isContentEditable || 'value' in target);
}
