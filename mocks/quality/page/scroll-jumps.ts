import type { Observations } from '../observations.ts';
import { pageObject } from '../../browser/page-object.ts';
import { isStill, type VisibleElements, visibleElements } from './visible-elements.ts';
import { isWithin, nodesOf, parentOf } from '../../browser/tree.ts';
import { distanceToEnd } from './viewport.ts';

type Jump = Omit<Observations['jumps'][number], 'at'>;

/** Browsers round positions. */
const TOLERANCE = 2;
/** A reader's scrolling begins, and goes on, within this time. */
const GOES_ON_MS = 1000;

/** The keys that scroll, and which way: -1 is up. */
const KEYS = new Map([
  ['ArrowUp', -1],
  ['PageUp', -1],
  ['Home', -1],
  ['ArrowDown', 1],
  ['PageDown', 1],
  ['End', 1],
]);

/**
 * Tells of each time that the view of the element jumped: back up, or anywhere while the reader had
 * scrolled away from the end. What wheel, keys, fingers and scroll bars do is the reader's own, and
 * where the browser or the app scrolls only to hold what is in view, nothing jumps.
 */
export function watchScrolling(element: Element, jumped: (jump: Jump) => void): void {
  const places = new WeakMap<Element, { top: number; sight: VisibleElements }>();
  const away = new Set<Element>();
  /** What the reader did last, until the scrolling it led to has ended. */
  let reader: { since: number; direction: number; scrolled: boolean } | undefined;

  const remember = (scroller: Element) =>
    places.set(scroller, { top: scroller.scrollTop, sight: visibleElements(scroller) });
  const scrollerOf = ({ target }: Event) =>
    target instanceof Document ? target.scrollingElement : (target as Element);
  const shows = (scroller: Element | null): scroller is Element =>
    scroller !== null && (isWithin(scroller, element) || isWithin(element, scroller));

  const scrolled = (event: Event) => {
    const scroller = scrollerOf(event);
    if (!shows(scroller)) return;
    const before = places.get(scroller);
    const from = before?.top ?? 0;
    const to = scroller.scrollTop;
    const still = before && isStill(before.sight, scroller, TOLERANCE);
    remember(scroller);
    if (still || Math.abs(to - from) < TOLERANCE) return;
    const direction = Math.sign(to - from);
    if (reader && event.timeStamp - reader.since < GOES_ON_MS && goes(reader, direction)) {
      reader = { ...reader, since: event.timeStamp, scrolled: true };
      if (isAtEnd(scroller)) away.delete(scroller);
      else away.add(scroller);
      return;
    }
    if (away.delete(scroller)) jumped({ from, to, why: 'while scrolled away' });
    else if (direction < 0) jumped({ from, to, why: 'back up' });
  };

  /** An end may be that of the app's own scrolling, just before the reader's. */
  const ended = () => {
    if (reader?.scrolled) reader = undefined;
  };

  for (let each: Node | null = element; each; each = parentOf(each)) {
    if (each instanceof Element) remember(each);
  }
  const roots = new Set<Node>([document, ...(pageObject()?.shadowRoots ?? [])]);
  for (const each of nodesOf(element)) {
    roots.add(each.getRootNode());
    if (each instanceof Element && each.scrollTop !== 0) remember(each);
  }
  const options = { capture: true, passive: true };
  const listenIn = (root: Node) => {
    root.addEventListener('scroll', scrolled, options);
    root.addEventListener('scrollend', ended, options);
  };
  roots.forEach(listenIn);
  pageObject()?.shadowRoots.onAttached(listenIn);
  const listen = <K extends keyof DocumentEventMap>(
    type: K,
    listener: (event: DocumentEventMap[K]) => void,
  ) => document.addEventListener(type, listener, options);

  const reads = (event: Event, direction: number) =>
    (reader = { since: event.timeStamp, direction, scrolled: false });
  listen('wheel', (event) => void reads(event, Math.sign(event.deltaY)));
  listen('touchmove', (event) => void reads(event, 0));
  listen('keydown', (event) => {
    const direction = event.key === ' ' ? (event.shiftKey ? -1 : 1) : KEYS.get(event.key);
    if (direction !== undefined && !isEditing(event)) reads(event, direction);
    if (event.key === 'Enter') away.clear(); // the reader asks for something: the app may show it
  });
  listen('pointerdown', (event) => {
    if (shows(targetOf(event) as Element)) reads(event, 0); // perhaps on a scroll bar
  });
  listen('click', () => away.clear());
}

/** Is this the way the reader went? A finger or a scroll bar may go any way. */
function goes(reader: { direction: number }, direction: number): boolean {
  return reader.direction === 0 || reader.direction === direction;
}

function isAtEnd(scroller: Element): boolean {
  return distanceToEnd(scroller) <= TOLERANCE;
}

/** Where it happened, in a shadow tree as well. */
function targetOf(event: Event): EventTarget | undefined {
  return event.composedPath()[0];
}

function isEditing(event: Event): boolean {
  const target = targetOf(event);
  return target instanceof HTMLElement && (target.isContentEditable || 'value' in target);
}
