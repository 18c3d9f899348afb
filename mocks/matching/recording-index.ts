import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { responseProblem } from '../cassette/response-problem.ts';
import { PlayheadError } from '../util/error.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { type ParsedRequest, parseRequest } from './parsed-request.ts';
import { bodyDifferences } from './body-differences.ts';
import type { Difference } from './differences.ts';
import { groupBy } from '../util/group-by.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { explainMiss, type Miss } from './miss.ts';
import type { MatchOptions } from './options.ts';
import { type Recording, recordingsOf } from './recording.ts';

/** Where recorded requests go. JSON: a page can be told. */
export interface Route {
  method: string;
  /** Source of a regular expression for the URL without query and fragment. */
  url: string;
}

/** A request of the app: what is compared with the recordings. */
export interface AppRequest {
  method: string;
  url: string;
  body: string;
}

/** The answers that a set of cassettes holds, and which of them have been given. */
export interface RecordingIndex {
  routes: Route[];
  recordings: readonly Recording[];
  /**
   * The recording that answers the request, from now on marked as played; or why there is none.
   * @returns undefined for a request that goes to none of the routes
   */
  find(request: AppRequest): MatchedRecording | { miss: Miss } | undefined;
  /** A recording was not played after all: a retry gets it. */
  release(recording: Recording): void;
}

export interface MatchedRecording {
  recording: Recording;
  /** The fields in which the request differs from the recorded one: they were not compared. */
  ignored: () => Difference[];
}

type OrUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** How requests find their answers. */
export interface IndexOptions extends OrUndefined<MatchOptions> {
  /** Answer a request again when all its recordings have been played. Default: false. */
  repeat?: boolean | undefined;
}

/** The recordings that requests to one place can find. */
interface Track extends Route {
  pattern: RegExp;
  protocols: (Protocol | undefined)[];
  recordings: Recording[];
  matcher: Matcher;
}

/**
 * Puts cassettes in order for being asked.
 * @throws PlayheadError `bad-cassette` or `bad-body`, before anything is asked.
 */
export function createRecordingIndex(
  cassettes: readonly Cassette[],
  { match = 'conversation', endpoint, protocol, repeat = false }: IndexOptions,
): RecordingIndex {
  cassettes.forEach(checkCassette);
  const recordings = recordingsOf(cassettes, protocol);
  const places = groupBy(
    recordings,
    ({ request: asked, path }) => `${asked.method} ${endpoint ?? path}`,
  );
  const tracks = [...places.values()].map((group): Track => {
    const { request: asked, path } = group[0]!;
    const url = urlPattern(path, endpoint);
    return {
      method: asked.method,
      url,
      pattern: new RegExp(url),
      protocols: [...new Set(group.map((recording) => recording.request.protocol))],
      recordings: group,
      matcher: createMatcher(group, match, repeat),
    };
  });
  tracks.sort((one, other) => other.url.length - one.url.length); // the closest fit is asked first
  return {
    routes: tracks.map(({ method, url }) => ({ method, url })),
    recordings,
    find(request) {
      const address = request.url.replace(/[?#].*$/s, '');
      let missed: { asked: ParsedRequest; track: Track } | undefined;
      for (const track of tracks) {
        if (track.method !== request.method || !track.pattern.test(address)) continue;
        // One place can speak several protocols, such as /api/chat: each reads the request its way.
        const readings = track.protocols.map((each) => parseRequest(request, each));
        for (const asked of readings) {
          const recording = track.matcher.find(asked);
          if (!recording) continue;
          return { recording, ignored: () => bodyDifferences(asked, recording.request) };
        }
        const asked = readings.find(({ conversation }) => conversation) ?? readings[0]!;
        // The best explanation is that of a request that could be read.
        if (!missed || (asked.conversation && !missed.asked.conversation))
          missed = { asked, track };
      }
      if (!missed) return undefined;
      const { asked, track } = missed;
      return { miss: explainMiss(asked, track.recordings, track.matcher, match) };
    },
    release(recording) {
      const track = tracks.find((each) => each.recordings.includes(recording));
      track?.matcher.release(recording);
    },
  };
}

/** The recorded path's end on any origin, or the app's own endpoint, as a browser writes it. */
function urlPattern(path: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return `^\\w+://[^/]+.*${path.replace(/\$$/, '')}/?$`;
  const { origin, pathname } = new URL(endpoint, 'http://any.example');
  const place = endpoint.startsWith('/') ? '\\w+://[^/]+' : escape(origin);
  return `^${place}${escape(pathname.replace(/\/$/, ''))}/?$`;
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function checkCassette(cassette: Cassette): void {
  if (typeof cassette !== 'object' || !Array.isArray(cassette?.interactions)) {
    const what = typeof cassette === 'string' ? 'it is text' : 'it is not a cassette';
    throw new PlayheadError(
      'bad-cassette',
      `Cannot make handlers of a cassette: ${what}. Read it with parseCassette first.`,
    );
  }
  for (const [at, { response }] of cassette.interactions.entries()) {
    const problem = responseProblem(response);
    if (!problem) continue;
    const place = `${cassetteName(cassette)}, interaction ${at + 1}`;
    throw new PlayheadError(
      'bad-body',
      `Cannot play ${place}: ${problem.reason}. ${problem.hint}.`,
      { file: cassette.file },
    );
  }
}
