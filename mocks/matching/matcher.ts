import { groupBy } from '../util/group-by.ts';
import {
  type ParsedRequest,
  conversationKey,
  lacksCallNames,
  jsonKey,
  resultsKey,
  rolesKey,
} from './parsed-request.ts';
import type { Match, MatchedRequest, RequestMatcher } from './options.ts';
import type { Recording } from './recording.ts';

/** Finds the recording that answers a request. */
export interface Matcher {
  /** Finds a recording that has not been played, and marks it as played. */
  find(request: ParsedRequest): Recording | undefined;
  /** Tells whether a recording would answer the request, had it not been played. */
  fits(request: ParsedRequest, recording: Recording): boolean;
  /** Looks at all recordings again: call it after one was released. */
  rewind(): void;
}

/** Recordings that only file order tells apart. All before `from` are consumed. */
interface Queue {
  entries: { recording: Recording; order: number }[];
  from: number;
}

/**
 * Looks recordings up by a key of the request, so that the cost of a request does not grow with their
 * number. Of recordings with equal keys, model and tool names choose, then
 * file order. Each is played once, or over and over with `repeat`.
 */
export function createMatcher(
  recordings: readonly Recording[],
  match: Match,
  repeat: boolean,
): Matcher {
  if (typeof match === 'function') return createCustomMatcher(recordings, match, repeat);
  const keyed = recordings.flatMap((recording, order) =>
    keysOfRecording(recording.request, match).map((key) => ({ key, recording, order })),
  );
  const tieOf = (request: ParsedRequest) =>
    match === 'order' ? '' : `${request.conversation?.model} ${toolNames(request)}`;
  const groups = new Map<string, Queue[]>();
  for (const [key, group] of groupBy(keyed, (each) => each.key)) {
    const queues = groupBy(group, ({ recording }) => tieOf(recording.request));
    groups.set(
      key,
      [...queues.values()].map((entries) => ({ entries, from: 0 })),
    );
  }
  return {
    find(request) {
      for (const key of keysOfRequest(request, match)) {
        const queues = groups.get(key) ?? [];
        let candidates = firstOfEach(queues);
        if (candidates.length === 0 && repeat) {
          queues.forEach(restart);
          candidates = firstOfEach(queues);
        }
        const best = mostAlike(candidates, request);
        if (best) return markPlayed(best);
      }
      return undefined;
    },
    rewind() {
      for (const queues of groups.values()) for (const queue of queues) queue.from = 0;
    },
    fits(request, recording) {
      const keys = keysOfRecording(recording.request, match);
      return keysOfRequest(request, match).some((key) => keys.includes(key));
    },
  };
}

/** Lists the first recording of each queue that is not consumed, in file order. */
function firstOfEach(queues: readonly Queue[]): Recording[] {
  const first = queues.flatMap((queue) => {
    while (queue.entries[queue.from]?.recording.consumed) queue.from++;
    return queue.entries[queue.from] ?? [];
  });
  return first.toSorted((one, other) => one.order - other.order).map(({ recording }) => recording);
}

function restart(queue: Queue): void {
  for (const { recording } of queue.entries) recording.consumed = false;
  queue.from = 0;
}

/** Finds recordings by the user's own function, tried in file order. */
function createCustomMatcher(
  recordings: readonly Recording[],
  test: RequestMatcher,
  repeat: boolean,
): Matcher {
  const testOf = (request: ParsedRequest) => {
    const live = matchedRequest(request);
    return (recording: Recording) => test(live, matchedRequest(recording.request));
  };
  return {
    find(request) {
      const fits = testOf(request);
      let found = recordings.find((recording) => !recording.consumed && fits(recording));
      if (!found && repeat) {
        const again = recordings.filter(fits);
        for (const recording of again) recording.consumed = false;
        found = again[0];
      }
      return found && markPlayed(found);
    },
    fits: (request, recording) => testOf(request)(recording),
    rewind() {}, // it looks at all of them each time
  };
}

function markPlayed(recording: Recording): Recording {
  recording.played = recording.consumed = true;
  return recording;
}

function matchedRequest({ method, url, body, conversation }: ParsedRequest): MatchedRequest {
  return { method, url, body, ...(conversation && { conversation }) };
}

/** Lists the keys to look up: first recordings that name their calls, then those that cannot. */
function keysOfRequest(request: ParsedRequest, match: Exclude<Match, RequestMatcher>): string[] {
  if (match !== 'conversation') return [keyOf(request, match)];
  const results = resultsKey(request);
  return lacksCallNames(request)
    ? [`results ${results}`]
    : [conversationKey(request), `unnamed ${results}`];
}

function keysOfRecording(request: ParsedRequest, match: Exclude<Match, RequestMatcher>): string[] {
  if (match !== 'conversation') return [keyOf(request, match)];
  const results = resultsKey(request);
  const own = lacksCallNames(request) ? `unnamed ${results}` : conversationKey(request);
  return [own, `results ${results}`];
}

function keyOf(request: ParsedRequest, match: 'turn' | 'order' | 'exact'): string {
  switch (match) {
    case 'turn':
      return rolesKey(request);
    case 'order':
      return '';
    case 'exact':
      return jsonKey(request.body);
    default:
      return match satisfies never;
  }
}

/** Chooses by model, then by tool names, then by file order. */
function mostAlike(recordings: readonly Recording[], live: ParsedRequest): Recording | undefined {
  const tools = toolNames(live);
  const hasModel = ({ request }: Recording) =>
    request.conversation?.model === live.conversation?.model;
  const hasTools = ({ request }: Recording) => toolNames(request) === tools;
  return (
    recordings.find((each) => hasModel(each) && hasTools(each)) ??
    recordings.find(hasModel) ??
    recordings.find(hasTools) ??
    recordings[0]
  );
}

function toolNames({ conversation }: ParsedRequest): string {
  return JSON.stringify([...new Set(conversation?.tools)].toSorted());
}
