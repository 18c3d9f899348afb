import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { isParsed } from '../cassette/parse.ts';
import { requestProblem } from '../cassette/request-problem.ts';
import { responseProblem } from '../cassette/response-problem.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { cannot } from '../util/error.ts';
import { groupBy } from '../util/group-by.ts';
import { bodyDifferences, type Difference } from './body-differences.ts';
import { createAnyMatcher } from './any-matcher.ts';
import { createHistory, createPreviousOf, type PreviousOf } from './history.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { explainMiss, explainNoRoute, type Miss } from './miss.ts';
import type { MatchOptions } from './options.ts';
import { type ParsedRequest, parseRequest } from './parsed-request.ts';
import { markPlayed, markUnplayed, type Recording, recordingsOf } from './recording.ts';
import { createRouteTest, type Route, type RouteTest, urlPattern } from './route.ts';
import { withoutMessageIds } from './without-message-ids.ts';

export interface IncomingRequest {
  /** In upper case. */
  method: string;
  url: string;
  body: string;
}

export interface MatchedRecording {
  recording: Recording;
  /** Lists the fields in which the request differs from the recorded one: they were not compared. */
  ignored: () => Difference[];
}

type OrUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** Options of matching, and `repeat`. */
export interface IndexOptions extends OrUndefined<MatchOptions> {
  /** Answer a request again when all its recordings have been played. Default: false. */
  repeat?: boolean | undefined;
}

/** The recordings that requests to one route can find. */
interface RouteRecordings extends Route {
  test: RouteTest;
  protocols: (Protocol | undefined)[];
  recordings: Recording[];
  matcher: Matcher;
}

interface Found {
  parsed: ParsedRequest;
  recording: Recording;
}

interface Missed {
  parsed: ParsedRequest;
  route: RouteRecordings;
}

export type RecordingIndex = ReturnType<typeof createRecordingIndex>;

/**
 * Indexes the interactions of cassettes by what their requests say.
 * @throws PlayheadError `bad-cassette`, `bad-value` or `bad-body`, before the first request.
 */
export function createRecordingIndex(cassettes: readonly Cassette[], options: IndexOptions) {
  const { match = 'conversation', protocol } = options;
  cassettes.forEach(checkCassette);
  const playable =
    match === 'any' ? cassettes.map((each) => withoutMessageIds(each, protocol)) : cassettes;
  const recordings = recordingsOf(playable, protocol);
  const previousOf = createPreviousOf(recordings);
  const routes = groupByRoute(recordings, options, previousOf);
  const history = createHistory();
  const usesHistory = match !== 'order' && typeof match !== 'function';

  /** Finds the recording that answers the request; else what explains the miss best. */
  function search(request: IncomingRequest): Found | Missed | undefined {
    let missed: Missed | undefined;
    for (const route of routes) {
      if (!route.test(request.method, request.url)) continue;
      // Reads the request once a protocol: one route can speak several, such as /api/chat.
      const readings = route.protocols.map((each) => parseRequest(request, each));
      for (const parsed of readings) {
        const recording = route.matcher.find(parsed, history.previousOf(parsed));
        if (recording) return { parsed, recording };
      }
      const parsed = readings.find(({ conversation }) => conversation) ?? readings[0]!;
      // Prefers a parsed conversation: it explains the miss best.
      if (!missed || (parsed.conversation && !missed.parsed.conversation)) {
        missed = { parsed, route };
      }
    }
    return missed;
  }

  function explainMissOf(request: IncomingRequest, missed: Missed | undefined): Miss {
    if (!missed) return explainNoRoute(request, recordings);
    const { parsed, route } = missed;
    return explainMiss(parsed, route.recordings, route.matcher, match);
  }

  return {
    routes: routes.map(({ method, url }) => ({ method, url })),
    recordings,
    /** Explains why no recording that is left answers the request; undefined where one does. */
    explain(request: IncomingRequest): Miss | undefined {
      const found = search(request);
      return found && 'recording' in found ? undefined : explainMissOf(request, found);
    },
    /** Finds the recording that would answer the request. */
    peek(request: IncomingRequest): Recording | undefined {
      const found = search(request);
      return found && 'recording' in found ? found.recording : undefined;
    },
    /** Finds the recording that answers the request and marks it as played, or explains the miss. */
    find(request: IncomingRequest): MatchedRecording | { miss: Miss } {
      const found = search(request);
      if (!found || 'route' in found) return { miss: explainMissOf(request, found) };
      const { parsed, recording } = found;
      markPlayed(recording);
      if (usesHistory) history.add(parsed, recording, previousOf);
      return { recording, ignored: () => bodyDifferences(parsed, recording.request) };
    },
    /** Marks a recording as not played after all: a retry gets it. */
    release(recording: Recording): void {
      markUnplayed(recording);
      history.remove(recording);
      for (const { matcher } of routes) matcher.rewind();
    },
  };
}

/** Groups the recordings by route, the longest URL first: it is the most specific. */
function groupByRoute(
  recordings: readonly Recording[],
  { match = 'conversation', endpoint, repeat = false }: IndexOptions,
  previousOf: PreviousOf,
): RouteRecordings[] {
  const groups = groupBy(
    recordings,
    ({ request, path }) => `${request.method} ${endpoint ?? path}`,
  );
  const routes = [...groups.values()].map((group): RouteRecordings => {
    const { request, path } = group[0]!;
    const route = { method: request.method, url: urlPattern(path, endpoint) };
    return {
      ...route,
      test: createRouteTest([route]),
      protocols: [...new Set(group.map((recording) => recording.request.protocol))],
      recordings: group,
      matcher:
        match === 'any'
          ? createAnyMatcher(group, repeat, previousOf)
          : createMatcher(group, match, repeat, previousOf),
    };
  });
  return routes.toSorted((one, other) => other.url.length - one.url.length);
}

/** Checks a cassette that was built in code: `parseCassette` has checked those of files. */
function checkCassette(cassette: Cassette): void {
  if (!Array.isArray(cassette?.interactions)) {
    const what = typeof cassette === 'string' ? 'it is text' : 'it is not a cassette';
    const why = { reason: what, hint: 'Read it with parseCassette first' };
    throw cannot('bad-cassette', 'replay a cassette', why);
  }
  if (isParsed(cassette)) return;
  for (const [at, { request, response }] of cassette.interactions.entries()) {
    const problem = requestProblem(request) ?? responseProblem(response);
    if (!problem) continue;
    const place = `${cassetteName(cassette)}, interaction ${at + 1}`;
    throw cannot(problem.code, `replay ${place}`, problem, { file: cassette.file });
  }
}
