import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** A browser may round positions, so the end is a pixel or two wide. */
const TOLERANCE = 2;

interface StickToEnd {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
}

/**
 * Keeps the end in sight while the content grows, until the reader scrolls up. It holds on again
 * when the reader comes back to the end, and whenever `renewed` changes.
 */
export function useStickToEnd(renewed: number): StickToEnd {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const seen = useRef(renewed);

  useEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return undefined;
    let top = box.scrollTop;

    const watch = (): void => {
      const atEnd = box.scrollHeight - box.clientHeight - box.scrollTop <= TOLERANCE;
      if (atEnd) stuck.current = true;
      else if (box.scrollTop < top) stuck.current = false;
      top = box.scrollTop;
    };
    const follow = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener('scroll', watch, { passive: true });
    follow.observe(content.current);
    follow.observe(box);
    return () => {
      box.removeEventListener('scroll', watch);
      follow.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    if (seen.current === renewed) return;
    seen.current = renewed;
    stuck.current = true;
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [renewed]);

  return { scroller, content };
}
