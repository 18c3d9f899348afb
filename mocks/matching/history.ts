import { itemKeys } from '../protocols/conversation.ts';
import { groupBy } from '../util/group-by.ts';
import { messagesOf, type ParsedRequest } from './parsed-request.ts';
import type { Recording } from './recording.ts';

/** Finds the recording that answered the turn before a recording; undefined for a first turn. */
export type PreviousOf = (recording: Recording) => Recording | undefined;

/** Remembers which recording answered each request, to find the one that a request continues. */
export interface History {
  /**
   * Finds the recording that answered the turn before: the longest earlier request that this one
   * begins with. Undefined where there is none, or where several were answered and not yet continued.
   */
  previousOf(request: ParsedRequest): Recording | undefined;
  /**
   * Adds an answer.
   * @param recordedPrevious tells which of several answers the request continues
   */
  add(request: ParsedRequest, recording: Recording, recordedPrevious?: PreviousOf): void;
  /** Forgets what the recording has answered: it was released. */
  remove(recording: Recording): void;
}

interface AnsweredTurn {
  recording: Recording;
  point: Point;
  /** The answer that its request continues. */
  previous: AnsweredTurn | undefined;
  /** Counts the requests that continue it. */
  continued: number;
}

/** A point of the conversations so far: what was answered there, and the points that can follow it. */
interface Point {
  answers: Set<AnsweredTurn>;
  /** Those that no request continues yet. */
  open: Set<AnsweredTurn>;
  next: Map<string, Point>;
}

export function createHistory(): History {
  const start = newPoint();
  const given = new Map<Recording, AnsweredTurn[]>();
  const answersOf = (recording: Recording | undefined) => (recording && given.get(recording)) ?? [];
  return {
    previousOf: (request) => onlyAnswerAt(lastAnswered(start, request))?.recording,
    add(request, recording, recordedPrevious) {
      const items = itemKeysOf(request);
      if (items.length === 0) return; // no conversation: nothing continues it
      const before = lastAnswered(start, request);
      const previous =
        onlyAnswerAt(before) ??
        answersOf(recordedPrevious?.(recording)).find(({ point }) => point === before);
      if (previous) previous.point.open.delete(previous);
      const point = items.reduce(pointAfter, start);
      // With `repeat` it may have answered this before: it is the same answer, or a server would grow.
      const earlier = answersOf(recording).find(
        (each) => each.point === point && each.previous === previous,
      );
      if (earlier) {
        point.open.add(earlier);
        return;
      }
      if (previous) previous.continued++;
      const answer = { recording, point, previous, continued: 0 };
      point.answers.add(answer);
      point.open.add(answer);
      given.set(recording, given.get(recording) ?? []);
      given.get(recording)!.push(answer);
    },
    remove(recording) {
      for (const answer of answersOf(recording)) {
        const { point, previous } = answer;
        point.answers.delete(answer);
        point.open.delete(answer);
        if (previous && --previous.continued === 0) previous.point.open.add(previous);
      }
      given.delete(recording);
    },
  };
}

/** Finds the previous recording of each in its own cassette. Reads them all when the first is needed. */
export function createPreviousOf(recordings: readonly Recording[]): PreviousOf {
  let found: Map<Recording, Recording | undefined> | undefined;
  return (recording) => (found ??= findPrevious(recordings)).get(recording);
}

function findPrevious(recordings: readonly Recording[]): Map<Recording, Recording | undefined> {
  const found = new Map<Recording, Recording | undefined>();
  for (const group of groupBy(recordings, ({ cassette }) => cassette).values()) {
    const history = createHistory();
    for (const recording of group) {
      found.set(recording, history.previousOf(recording.request));
      history.add(recording.request, recording);
    }
  }
  return found;
}

/** Finds the last point before the end of a request where a request was answered. */
function lastAnswered(start: Point, request: ParsedRequest): Point | undefined {
  let found: Point | undefined;
  let point: Point | undefined = start;
  for (const item of itemKeysOf(request)) {
    if (point.answers.size > 0) found = point;
    point = point.next.get(item);
    if (!point) break;
  }
  return found;
}

/** Returns the only answer of a point, or the only one that no request continues yet. */
function onlyAnswerAt(point: Point | undefined): AnsweredTurn | undefined {
  if (!point) return undefined;
  const { answers, open } = point;
  if (answers.size === 1) return [...answers][0];
  return open.size === 1 ? [...open][0] : undefined;
}

function pointAfter(point: Point, item: string): Point {
  const next = point.next.get(item) ?? newPoint();
  point.next.set(item, next);
  return next;
}

function newPoint(): Point {
  return { answers: new Set(), open: new Set(), next: new Map() };
}

function itemKeysOf(request: ParsedRequest): string[] {
  return messagesOf(request).flatMap(itemKeys);
}
