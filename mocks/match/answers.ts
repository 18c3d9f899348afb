import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { contentProblem } from '../cassette/content.ts';
import { PlayheadError } from '../error.ts';
import { groupBy } from './group-by.ts';
import { createMatcher } from './matcher.ts';
import { explainMiss, type Miss } from './miss.ts';
import type { MatchOptions } from './options.ts';
import { readAsked, type Recording, recordingsOf } from './recording.ts';

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
export interface Answers {
  routes: Route[];
  recordings: readonly Recording[];
  /**
   * The recording that answers the request, from now on marked as played; or why there is none.
   * @returns undefined for a request that goes to none of the routes
   */
  find(request: AppRequest): { recording: Recording } | { miss: Miss } | undefined;
}

type OrUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** How requests find their answers. */
export interface AnswerOptions extends OrUndefined<MatchOptions> {
  /** Answer a request again when all its recordings have been played. Default: false. */
  repeat?: boolean | undefined;
}

/**
 * Puts cassettes in order for being asked.
 * @throws PlayheadError `bad-cassette` or `bad-body`, before anything is asked.
 */
export function createAnswers(
  cassettes: readonly Cassette[],
  { endpoint, protocol: name, repeat = false }: AnswerOptions,
): Answers {
  cassettes.forEach(checkCassette);
  const recordings = recordingsOf(cassettes, name);
  const groups = groupBy(recordings, ({ method, path }) => `${method} ${endpoint ?? path}`);
  const tracks = [...groups.values()].map((group) => {
    const { method, path, protocol } = group[0]!;
    const url = urlPattern(path, endpoint);
    const pattern = new RegExp(url);
    return { method, url, pattern, protocol, group, match: createMatcher(group, repeat) };
  });
  return {
    routes: tracks.map(({ method, url }) => ({ method, url })),
    recordings,
    find(request) {
      const address = request.url.replace(/[?#].*$/s, '');
      const track = tracks.find(
        ({ method, pattern }) => method === request.method && pattern.test(address),
      );
      if (!track) return undefined;
      const asked = readAsked(track.protocol, request.body, request.url);
      const recording = track.match(asked);
      return recording ? { recording } : { miss: explainMiss(request, asked, track.group) };
    },
  };
}

/** The recorded path's end on any origin, or the app's own endpoint. */
function urlPattern(path: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return `^\\w+://[^/]+.*${path.replace(/\$$/, '')}/?$`;
  if (endpoint.startsWith('/')) return `^\\w+://[^/]+${escape(endpoint)}$`;
  return `^${escape(endpoint)}$`;
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
  for (const [position, { response }] of cassette.interactions.entries()) {
    const problem = contentProblem(response);
    if (!problem) continue;
    const place = `${cassetteName(cassette)}, interaction ${position}`;
    throw new PlayheadError(
      'bad-body',
      `Cannot play ${place}: ${problem.reason}. ${problem.mend}.`,
      { file: cassette.file },
    );
  }
}
