import { http, type RequestHandler } from 'msw';
import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { contentProblem } from '../cassette/content.ts';
import { PlayheadError } from '../error.ts';
import { groupBy } from './group-by.ts';
import { createMatcher, readAsked, recordingsOf } from './match.ts';
import { explainMiss } from './miss.ts';
import { checkOptions, type HandlerOptions } from './options.ts';
import { missResponse, preflightResponse, recordedResponse } from './response.ts';

/**
 * Turns cassettes into MSW request handlers. Recorded server-sent events stream one by one, byte
 * for byte, as the app reads them; a request that nothing recorded answers gets a 501 that says
 * why. What has been played is remembered per call of this function.
 *
 * Works wherever MSW does: `setupWorker` in a page, `setupServer` in Node. Start a worker with
 * `quiet: true`: a logging one cannot see that the app cancelled a stream.
 *
 * @throws PlayheadError `bad-cassette`, `bad-body` or `bad-option`, before anything is asked.
 * @example
 * setupWorker(...cassetteHandlers(cassette, { pace: { eventsPerSecond: 30 } }));
 */
export function cassetteHandlers(
  cassettes: Cassette | readonly Cassette[],
  options: HandlerOptions = {},
): RequestHandler[] {
  const { pace = 'instant', endpoint, repeat = false, onMiss } = checkOptions(options);
  const list = Array.isArray(cassettes) ? cassettes : [cassettes];
  list.forEach(checkCassette);
  const routes = groupBy(recordingsOf(list), ({ method, path }) => `${method} ${endpoint ?? path}`);

  return [...routes.values()].flatMap((recordings) => {
    const { method, path, protocol } = recordings[0]!;
    const url = urlPattern(path, endpoint);
    const findRecording = createMatcher(recordings, repeat);
    return [
      http.options(url, ({ request }) => preflightResponse(request)),
      http.all(url, async ({ request }) => {
        if (request.method !== method) return undefined;
        const asked = readAsked(protocol, await request.clone().text());
        const found = findRecording(asked);
        if (found) return recordedResponse(found.interaction.response, request, pace);
        const miss = explainMiss(request, asked, recordings);
        onMiss?.(miss);
        return missResponse(miss, request);
      }),
    ];
  });
}

/** The recorded path's end on any origin, or the app's own endpoint. MSW has cut off the query. */
function urlPattern(path: string, endpoint: string | undefined): RegExp {
  if (endpoint === undefined) return new RegExp(`^\\w+://[^/]+.*${escape(path)}/?$`);
  if (endpoint.startsWith('/')) return new RegExp(`^\\w+://[^/]+${escape(endpoint)}$`);
  return new RegExp(`^${escape(endpoint)}$`);
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
