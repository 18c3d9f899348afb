import {
  type ParsedRequest,
  conversationKey,
  lacksCallNames,
  jsonKey,
  resultsKey,
  rolesKey,
} from './parsed-request.ts';
import type { Match, MatchedRequest, RequestMatcher } from './options.ts';
import { Queue } from './queue.ts';
import type { Recording } from './recording.ts';

/** Finds the recording that answers a request. */
export interface Matcher {
  /** Finds a recording that has not been played, and marks it as played. */
  find(request: ParsedRequest): Recording | undefined;
  /** Tells whether a recording would answer the request, had it not been played. */
  fits(request: ParsedRequest, recording: Recording): boolean;
  /** Marks a recording as not played after all. */
  release(recording: Recording): void;
}

/** Recordings with equal keys, by what breaks ties between them: model and tool names. */
type Group = Map<string, Queue>;

/**
 * Looks recordings up by a key of the request, so that the cost of a request does not grow with their
 * number. Of recordings with equal keys, model and tool names choose, then file order. Each is played
 * once, or over and over with `repeat`.
 */
export function createMatcher(
  recordings: readonly Recording[],
  match: Match,
  repeat: boolean,
): Matcher {
  if (typeof match === 'function') return createCustomMatcher(recordings, match, repeat);
  const groups = new Map<string, Group>();
  const queuesOf = new Map<Recording, Queue[]>();
  for (const recording of recordings) {
    const queues = keysOfRecording(recording.request, match).map((key) => {
      const group: Group = groups.get(key) ?? new Map<string, Queue>();
      groups.set(key, group);
      const tie = tieOf(recording.request, match);
      const queue = group.get(tie) ?? new Queue();
      group.set(tie, queue);
      queue.add(recording);
      return queue;
    });
    queuesOf.set(recording, queues);
  }

  function bestOf(group: Group, request: ParsedRequest): Recording | undefined {
    let best: Recording | undefined;
    for (const queue of group.values()) {
      const first = queue.first();
      if (first && (!best || isBetter(first, best, request))) best = first;
    }
    return best;
  }

  return {
    find(request) {
      for (const key of keysOfRequest(request, match)) {
        const group = groups.get(key);
        if (!group) continue;
        let best = bestOf(group, request);
        if (!best && repeat) {
          for (const queue of group.values()) queue.restart();
          best = bestOf(group, request);
        }
        if (!best) continue;
        best.played = best.consumed = true;
        return best;
      }
      return undefined;
    },
    fits(request, recording) {
      const keys = keysOfRecording(recording.request, match);
      return keysOfRequest(request, match).some((key) => keys.includes(key));
    },
    release(recording) {
      recording.played = recording.consumed = false;
      for (const queue of queuesOf.get(recording) ?? []) queue.rewind();
    },
  };
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
      if (found) found.played = found.consumed = true;
      return found;
    },
    fits: (request, recording) => testOf(request)(recording),
    release(recording) {
      recording.played = recording.consumed = false;
    },
  };
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

/** Makes the key that breaks ties; with `match: 'order'` file order alone decides. */
function tieOf({ conversation }: ParsedRequest, match: Match): string {
  if (!conversation || match === 'order') return '';
  return JSON.stringify([conversation.model, nameSet(conversation.tools)]);
}

function isBetter(one: Recording, other: Recording, request: ParsedRequest): boolean {
  const difference = likeness(one.request, request) - likeness(other.request, request);
  return difference > 0 || (difference === 0 && one.order < other.order);
}

function likeness(
  { conversation: recorded }: ParsedRequest,
  { conversation: live }: ParsedRequest,
): number {
  if (!recorded || !live) return 0;
  const sameModel = recorded.model === live.model;
  const sameTools = nameSet(recorded.tools) === nameSet(live.tools);
  return (sameModel ? 2 : 0) + (sameTools ? 1 : 0);
}

function nameSet(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].toSorted());
}
