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
}

/**
 * Looks recordings up by a key of the request, so that the cost of a request does not grow with the
 * number of other conversations. Of recordings with equal keys, model and tool names choose, then
 * file order. Each is played once, or over and over with `repeat`.
 */
export function createMatcher(
  recordings: readonly Recording[],
  match: Match,
  repeat: boolean,
): Matcher {
  if (typeof match === 'function') return createCustomMatcher(recordings, match, repeat);
  const keyed = recordings.flatMap((recording) =>
    keysOfRecording(recording.request, match).map((key) => ({ key, recording })),
  );
  const groups = groupBy(keyed, ({ key }) => key);
  return {
    find(request) {
      for (const key of keysOfRequest(request, match)) {
        const group = groups.get(key)?.map(({ recording }) => recording) ?? [];
        const unplayed = group.filter(({ consumed }) => !consumed);
        const isNewRound = unplayed.length === 0 && repeat;
        if (isNewRound) for (const recording of group) recording.consumed = false;
        const candidates = isNewRound ? group : unplayed;
        const best = match === 'order' ? candidates[0] : mostAlike(candidates, request);
        if (best) return markPlayed(best);
      }
      return undefined;
    },
    fits(request, recording) {
      const keys = keysOfRecording(recording.request, match);
      return keysOfRequest(request, match).some((key) => keys.includes(key));
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
      return found && markPlayed(found);
    },
    fits: (request, recording) => testOf(request)(recording),
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
