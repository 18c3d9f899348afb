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
  /** It is marked as played from now on. */
  find(asked: ParsedRequest): Recording | undefined;
  /** Would it answer the request, had it not been played? */
  fits(asked: ParsedRequest, recording: Recording): boolean;
  /** It was not played after all. */
  release(recording: Recording): void;
}

/** Recordings that ask the same, by what breaks ties between them: model and tool names. */
type Group = Map<string, Queue>;

/**
 * Looks recordings up by a key of what was asked, so that a request costs the same however many
 * there are. Of recordings with one key, model and tool names choose, then file order. Each answers
 * once, or round and round with `repeat`.
 */
export function createMatcher(
  recordings: readonly Recording[],
  match: Match,
  repeat: boolean,
): Matcher {
  if (typeof match === 'function') return createTestingMatcher(recordings, match, repeat);
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

  function bestOf(group: Group, asked: ParsedRequest): Recording | undefined {
    let best: Recording | undefined;
    for (const queue of group.values()) {
      const first = queue.first();
      if (first && (!best || isBetter(first, best, asked))) best = first;
    }
    return best;
  }

  return {
    find(asked) {
      for (const key of keysOfRequest(asked, match)) {
        const group = groups.get(key);
        if (!group) continue;
        let best = bestOf(group, asked);
        if (!best && repeat) {
          for (const queue of group.values()) queue.restart();
          best = bestOf(group, asked);
        }
        if (!best) continue;
        best.played = best.consumed = true;
        return best;
      }
      return undefined;
    },
    fits(asked, recording) {
      const keys = keysOfRecording(recording.request, match);
      return keysOfRequest(asked, match).some((key) => keys.includes(key));
    },
    release(recording) {
      recording.played = recording.consumed = false;
      for (const queue of queuesOf.get(recording) ?? []) queue.rewind();
    },
  };
}

/** The test says it itself: each recording is tried in file order. */
function createTestingMatcher(
  recordings: readonly Recording[],
  test: RequestMatcher,
  repeat: boolean,
): Matcher {
  const testOf = (asked: ParsedRequest) => {
    const request = matchedRequest(asked);
    return (recording: Recording) => test(request, matchedRequest(recording.request));
  };
  return {
    find(asked) {
      const fits = testOf(asked);
      let found = recordings.find((recording) => !recording.consumed && fits(recording));
      if (!found && repeat) {
        const again = recordings.filter(fits);
        for (const recording of again) recording.consumed = false;
        found = again[0];
      }
      if (found) found.played = found.consumed = true;
      return found;
    },
    fits: (asked, recording) => testOf(asked)(recording),
    release(recording) {
      recording.played = recording.consumed = false;
    },
  };
}

function matchedRequest({ method, url, body, conversation }: ParsedRequest): MatchedRequest {
  return { method, url, body, ...(conversation && { conversation }) };
}

/** A request that names its calls finds recordings that name them, then those that cannot. */
function keysOfRequest(asked: ParsedRequest, match: Exclude<Match, RequestMatcher>): string[] {
  if (match !== 'conversation') return [keyOf(asked, match)];
  const results = resultsKey(asked);
  return lacksCallNames(asked)
    ? [`results ${results}`]
    : [conversationKey(asked), `vague ${results}`];
}

function keysOfRecording(asked: ParsedRequest, match: Exclude<Match, RequestMatcher>): string[] {
  if (match !== 'conversation') return [keyOf(asked, match)];
  const results = resultsKey(asked);
  const own = lacksCallNames(asked) ? `vague ${results}` : conversationKey(asked);
  return [own, `results ${results}`];
}

function keyOf(asked: ParsedRequest, match: 'turn' | 'order' | 'exact'): string {
  switch (match) {
    case 'turn':
      return rolesKey(asked);
    case 'order':
      return '';
    case 'exact':
      return jsonKey(asked.body);
    default:
      return match satisfies never;
  }
}

/** In order means in order: nothing breaks ties there. */
function tieOf({ conversation }: ParsedRequest, match: Match): string {
  if (!conversation || match === 'order') return '';
  return JSON.stringify([conversation.model, nameSet(conversation.tools)]);
}

function isBetter(one: Recording, other: Recording, asked: ParsedRequest): boolean {
  const difference = likeness(one.request, asked) - likeness(other.request, asked);
  return difference > 0 || (difference === 0 && one.order < other.order);
}

function likeness(
  { conversation: recorded }: ParsedRequest,
  { conversation: asked }: ParsedRequest,
): number {
  if (!recorded || !asked) return 0;
  const sameModel = recorded.model === asked.model;
  const sameTools = nameSet(recorded.tools) === nameSet(asked.tools);
  return (sameModel ? 2 : 0) + (sameTools ? 1 : 0);
}

function nameSet(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].toSorted());
}
