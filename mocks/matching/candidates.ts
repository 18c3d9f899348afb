import type { Cassette } from '../cassette/cassette.ts';
import { groupBy } from '../util/group-by.ts';
import type { PreviousOf } from './history.ts';
import { jsonKey, messagesOf, type ParsedRequest } from './parsed-request.ts';
import { type Recording, restart } from './recording.ts';

/** A request, recorded or live, and its place in a conversation. */
interface PlacedRequest {
  request: ParsedRequest;
  /** The recording that answered the turn before; undefined for the first turn. */
  previous: Recording | undefined;
  /** The cassette of the conversation so far. */
  cassette: Cassette | undefined;
}

/** Reads what recordings of equal conversations are told apart by; undefined where it is not known. */
type Criterion = (placed: PlacedRequest) => unknown;

/** Lists what tells recordings of equal conversations apart. What stands first counts most. */
export const CRITERIA: readonly Criterion[] = [
  // The conversation that the request continues: apps send back ids and texts as they got them.
  ({ request }) => callIds(request),
  ({ request }) => answeredText(request),
  ({ previous }) => previous,
  ({ cassette }) => cassette,
  ({ request }) => request.conversation?.model,
  ({ request }) => toolNames(request),
  ({ request }) => request.conversation?.system,
  ({ request }) => addressOf(request),
  ({ request }) => new URL(request.url).pathname,
  ({ request }) => jsonKey(request.body),
];

/** Recordings in file order. All before `from` are consumed. */
interface Queue {
  recordings: readonly Recording[];
  from: number;
  /** The recordings by what a criterion reads of them, once it was needed. */
  parts: Map<Criterion, Map<unknown, Queue>>;
}

/** The recordings that one key finds. */
export interface Candidates {
  /** Finds the recording that is most like the request and not consumed. */
  find(live: PlacedRequest): Recording | undefined;
  /** Looks at all recordings again: call it after one was released. */
  rewind(): void;
  /** Lets all of them be played once more. */
  restart(): void;
}

/**
 * Narrows the recordings down by one criterion after another, past those that would leave none. Parts
 * are made when they are first needed and kept, so that the cost of a request does not grow with the
 * number of recordings.
 */
function createCandidates(
  recordings: readonly Recording[],
  placedRequestOf: (recording: Recording) => PlacedRequest,
  criteria: readonly Criterion[],
): Candidates {
  const all = newQueue(recordings);
  const partsOf = (queue: Queue, criterion: Criterion) => {
    const known = queue.parts.get(criterion);
    if (known) return known;
    const parts = split(queue, (recording) => criterion(placedRequestOf(recording)));
    queue.parts.set(criterion, parts);
    return parts;
  };
  return {
    find(live) {
      let queue = all;
      for (const criterion of criteria) {
        if (queue.recordings.length === 1) break;
        const value = criterion(live);
        if (value === undefined) continue;
        const part = partsOf(queue, criterion).get(value);
        if (part && firstOf(part)) queue = part;
      }
      return firstOf(queue);
    },
    rewind: () => rewind(all),
    restart() {
      restart(recordings);
      rewind(all);
    },
  };
}

/**
 * Groups recordings by the keys that requests look them up by.
 * @param criteria what tells the recordings of one key apart
 */
export function groupCandidates(
  recordings: readonly Recording[],
  keysOf: (recording: Recording) => readonly string[],
  previousOf: PreviousOf,
  criteria = CRITERIA,
): Map<string, Candidates> {
  const placedRequestOf = (recording: Recording) => ({
    request: recording.request,
    previous: previousOf(recording),
    cassette: recording.cassette,
  });
  const keyed = recordings.flatMap((recording) =>
    keysOf(recording).map((key) => ({ key, recording })),
  );
  const groups = [...groupBy(keyed, ({ key }) => key)];
  return new Map(
    groups.map(([key, group]) => {
      const those = group.map(({ recording }) => recording);
      return [key, createCandidates(those, placedRequestOf, criteria)];
    }),
  );
}

function newQueue(recordings: readonly Recording[]): Queue {
  return { recordings, from: 0, parts: new Map() };
}

function split(queue: Queue, valueOf: (recording: Recording) => unknown): Map<unknown, Queue> {
  const parts = groupBy(queue.recordings, valueOf);
  if (parts.size === 1) return new Map(); // all agree: there is nothing to tell apart
  return new Map([...parts].map(([value, part]) => [value, newQueue(part)]));
}

function firstOf(queue: Queue): Recording | undefined {
  while (queue.recordings[queue.from]?.consumed) queue.from++;
  return queue.recordings[queue.from];
}

function rewind(queue: Queue): void {
  queue.from = 0;
  for (const parts of queue.parts.values()) {
    for (const part of parts.values()) rewind(part);
  }
}

function callIds(request: ParsedRequest): string {
  return JSON.stringify(
    messagesOf(request).flatMap((each) =>
      each.role === 'user' ? [] : each.toolCalls.map(({ id }) => id),
    ),
  );
}

/** Joins what the assistant has said. Apps differ in the white space around it. */
function answeredText(request: ParsedRequest): string {
  const texts = messagesOf(request).map((each) => (each.role === 'user' ? '\n' : each.text));
  return texts.join(' ').replaceAll(/[^\S\n]+/g, ' ');
}

function toolNames({ conversation }: ParsedRequest): string {
  return JSON.stringify([...new Set(conversation?.tools)].toSorted());
}

/** Returns host and path of the URL. */
function addressOf({ url }: ParsedRequest): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
