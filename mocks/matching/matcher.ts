import type { Conversation } from '../protocols/conversation.ts';
import { type Candidates, CRITERIA, groupCandidates } from './candidates.ts';
import type { PreviousOf } from './history.ts';
import {
  type ParsedRequest,
  conversationKey,
  lacksCallNames,
  jsonKey,
  resultsKey,
  rolesKey,
} from './parsed-request.ts';
import type { Match, MatchedRequest, RequestMatcher } from './options.ts';
import { type Recording, restart } from './recording.ts';
import { equalsRecordedKey, redactedKeyTest } from './redacted-key.ts';

/** A rule by which requests are found by a key. */
type KeyedMatch = Exclude<Match, RequestMatcher | 'any'>;

/** Finds the recording that answers a request. */
export interface Matcher {
  /**
   * Finds a recording that has not been played. The caller marks it as played where it answers.
   * @param previous the recording that answered the turn before
   */
  find(request: ParsedRequest, previous: Recording | undefined): Recording | undefined;
  /** Tells whether a recording would answer the request, had it not been played. */
  fits(request: ParsedRequest, recording: Recording): boolean;
  /** Looks at all recordings again: call it after one was released. */
  rewind(): void;
}

/**
 * Looks recordings up by a key of the request, so that the cost of a request does not grow with their
 * number. Each is played once, or over and over with `repeat`.
 */
export function createMatcher(
  recordings: readonly Recording[],
  match: Exclude<Match, 'any'>,
  repeat: boolean,
  previousOf: PreviousOf,
): Matcher {
  if (typeof match === 'function') return createCustomMatcher(recordings, match, repeat);
  const groups = groupCandidates(
    recordings,
    ({ request }) => keysOfRecording(request, match),
    previousOf,
    match === 'order' ? [] : CRITERIA,
  );
  const redacted = [...groups].flatMap(([key, candidates]) => {
    const test = redactedKeyTest(key);
    return test ? { test, candidates } : [];
  });
  /** Lists the candidates, those of just this key first. */
  function candidatesOf(keys: string[]): Candidates[] {
    return [
      ...keys.flatMap((key) => groups.get(key) ?? []),
      ...redacted.filter(({ test }) => keys.some(test)).map(({ candidates }) => candidates),
    ];
  }
  return {
    find(request, answered) {
      const live = { request, previous: answered, cassette: answered?.cassette };
      const fitting = candidatesOf(keysOfRequest(request, match));
      for (const candidates of fitting) {
        const found = candidates.find(live);
        if (found) return found;
      }
      if (!repeat) return undefined;
      fitting[0]?.restart();
      return fitting[0]?.find(live);
    },
    rewind() {
      for (const candidates of groups.values()) candidates.rewind();
    },
    fits(request, recording) {
      const keys = keysOfRecording(recording.request, match);
      return keysOfRequest(request, match).some((key) =>
        keys.some((recorded) => equalsRecordedKey(key, recorded)),
      );
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
        restart(again);
        found = again[0];
      }
      return found;
    },
    fits: (request, recording) => testOf(request)(recording),
    rewind() {}, // it looks at all of them each time
  };
}

function matchedRequest({ method, url, body, conversation }: ParsedRequest): MatchedRequest {
  return { method, url, body, ...(conversation && { conversation }) };
}

/**
 * Lists the keys to look up: recordings that name their calls come before those that cannot, and those
 * that say of `stream` what the request says before those that say nothing.
 */
function keysOfRequest(request: ParsedRequest, match: KeyedMatch): string[] {
  return keysOfContent(request, match).flatMap((key) =>
    streamFlagsOf(request, match).map((stream) => `${stream} ${key}`),
  );
}

function keysOfContent(request: ParsedRequest, match: KeyedMatch): string[] {
  if (match !== 'conversation') return [keyOf(request, match)];
  const results = resultsKey(request);
  return lacksCallNames(request)
    ? [`results ${results}`]
    : [conversationKey(request), `unnamed ${results}`];
}

function streamFlagsOf(
  { conversation }: ParsedRequest,
  match: KeyedMatch,
): (boolean | undefined)[] {
  return comparesStream(match) && conversation ? streamFlagsFor(conversation) : [undefined];
}

/** Lists what recordings may say of `stream` to answer a request, the best first. */
export function streamFlagsFor({ stream }: Conversation): (boolean | undefined)[] {
  return stream === undefined ? [undefined, false, true] : [stream, undefined];
}

function comparesStream(match: KeyedMatch): boolean {
  return match === 'conversation' || match === 'turn';
}

function keysOfRecording(request: ParsedRequest, match: KeyedMatch): string[] {
  const stream = comparesStream(match) ? request.conversation?.stream : undefined;
  return keysOfRecordedContent(request, match).map((key) => `${stream} ${key}`);
}

function keysOfRecordedContent(request: ParsedRequest, match: KeyedMatch): string[] {
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
