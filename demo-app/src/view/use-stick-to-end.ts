import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A browser may round positions, so the end is a pixel or two wide. */
const TOLERANCE = 2;

interface StickToEnd {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** The reader has let go, and something has come since that is below. */
  news: boolean;
  /** Goes to the end and holds on to it. */
  stick: () => void;
}

/**
 * Keeps the end in sight while the content grows, until the reader scrolls up. It holds on again
 * when the reader comes back to the end, and whenever `renewed` changes.
 *
 * Not `use-stick-to-bottom` 1.1: it follows a frame late, ignores a scroll in the frame in which the
 * content grows, takes a zoom by the wheel for one, and does not observe the scroller's own size.
 */
export function useStickToEnd(renewed: number): StickToEnd {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const seen = useRef(renewed);
  const [news, setNews] = useState(false);

  useEffect(() => {
    const box = scroller.current;
    const filling = content.current;
    if (!box || !filling) return undefined;
    let top = box.scrollTop;
    let end = endOf(box);
    let height = filling.offsetHeight;
    let unfolding = false;

    const watch = (): void => {
      // Ignores the browser, which scrolls up where the content has shrunk.
      const up = box.scrollTop < top && endOf(box) >= end;
      if (up) stuck.current = false;
      else if (isAtEnd(box)) stuck.current = true;
      if (stuck.current) setNews(false);
      top = box.scrollTop;
      end = endOf(box);
    };
    const follow = new ResizeObserver(() => {
      const grown = filling.offsetHeight > height;
      height = filling.offsetHeight;
      if (unfolding) {
        // Shows from its beginning what the reader has just opened.
        unfolding = false;
        stuck.current &&= isAtEnd(box);
      } else if (stuck.current) {
        box.scrollTop = box.scrollHeight;
        // Reads the position now, not at the event: the reader may scroll before that.
        top = box.scrollTop;
        end = endOf(box);
      } else if (grown && !isAtEnd(box)) {
        setNews(true);
      }
    });
    const unfold = ({ target }: Event): void => {
      unfolding = target instanceof Element && target.closest('summary, .show-all') !== null;
    };
    // A wheel turned up means it, however little it has moved things yet. With Ctrl it zooms.
    const letGo = ({ deltaY, ctrlKey }: WheelEvent): void => {
      if (deltaY < 0 && !ctrlKey && box.scrollTop > 0) stuck.current = false;
    };
    box.addEventListener('scroll', watch, { passive: true });
    box.addEventListener('wheel', letGo, { passive: true });
    filling.addEventListener('click', unfold, { capture: true });
    follow.observe(filling);
    follow.observe(box);
    return () => {
      box.removeEventListener('scroll', watch);
      box.removeEventListener('wheel', letGo);
      filling.removeEventListener('click', unfold, { capture: true });
      follow.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    if (seen.current === renewed) return;
    seen.current = renewed;
    stick();
  }, [renewed]);

  function stick(): void {
    stuck.current = true;
    setNews(false);
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }

  return { scroller, content, news, stick };
}

function endOf({ scrollHeight, clientHeight }: Element): number {
  return scrollHeight - clientHeight;
}

function isAtEnd(box: Element): boolean {
  return endOf(box) - box.scrollTop <= TOLERANCE;
}
