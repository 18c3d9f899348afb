import type { PlacedFault } from '../../faults/fault.ts';
import type { Recording } from '../../matching/recording.ts';
import type { Replay } from '../../replay/replay.ts';
import { PlayheadError } from '../../util/error.ts';
import { requestName } from '../../util/masked-url.ts';
import { formatValue } from '../../util/format-value.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import type { StreamRecord } from '../../playhead/stream/stream.ts';
import { describeUnused, unusedOf } from '../../playhead/unused.ts';
import { listStreams } from '../../playhead/stream/describe-stream.ts';

/** Lists so many of the requests that the app has sent elsewhere. */
const SHOWN = 5;

/** What an app has sent so far. */
interface Sent {
  streams: readonly StreamRecord[];
  requests: readonly AppRequest[];
  elsewhere: readonly string[];
  replay: Replay;
  /** The address of the server that the app's back end should ask; absent without one. */
  server: string | undefined;
  /** Records what no cassette answers; absent where nothing is recorded. */
  recording: object | undefined;
}

/** Makes the error for an app that does not send its next request in time. */
export function explainNoRequest(timeoutMs: number, sent: Sent): PlayheadError {
  const { streams, requests, elsewhere, replay } = sent;
  const lines = [
    `Cannot get the next stream: the app has sent no recorded request within ${timeoutMs / 1000} s.`,
    '',
    ...(streams.length > 0 ? ['It has requested:', ...listStreams(streams)] : []),
    ...listSideCalls(requests),
    ...(elsewhere.length > 0
      ? ['It has sent other requests:', ...elsewhere.slice(0, SHOWN).map((to) => `  ${to}`)]
      : []),
    ...(requests.length + elsewhere.length === 0 ? ['It has sent no POST request at all.'] : []),
    '',
    hintFor(replay.recordings.length > 0 || sent.recording !== undefined, sent),
  ];
  return new PlayheadError('timeout', lines.join('\n'));
}

function listSideCalls(requests: readonly AppRequest[]): string[] {
  const sides = requests.filter(({ sideCall }) => sideCall !== undefined);
  if (sides.length === 0) return [];
  const lines = sides.map(
    (request) => `  ${requestName(request)}, by the rule "${request.sideCall}"`,
  );
  return ['sideCalls has answered:', ...lines.slice(0, SHOWN)];
}

function hintFor(
  hasRecordings: boolean,
  { requests, elsewhere, server }: Pick<Sent, 'requests' | 'elsewhere' | 'server'>,
): string {
  if (!hasRecordings) {
    return "No cassette is loaded: set the option cassette, such as test.use({ cassette: 'groq/tool_streaming' }).";
  }
  if (server !== undefined && requests.length === 0) {
    return `The app's back end has asked nothing of ${server}. Make the page ask it, and set the base URL of its provider to ${server}/v1, or its proxy to ${server}.`;
  }
  return elsewhere.length > 0 && server === undefined
    ? 'Make the app send its next request; if it is one of these, set the option endpoint to its path, and use a cassette of the protocol that it speaks.'
    : 'Make the app send its next request before this, or raise the timeout.';
}

/** Explains which interactions the app has not requested; undefined where it has requested all. */
export function explainUnusedInteractions(
  recordings: readonly Recording[],
  { streams, requests }: Pick<Sent, 'streams' | 'requests'>,
): string | undefined {
  const unused = unusedOf(recordings, streams);
  if (unused.length === 0) return undefined;
  return [
    ...describeUnused(unused, recordings.length),
    ...(requests.length === 0 ? ['The app has sent no request.'] : []),
    ...(streams.length > 0 ? ['The app has requested:', ...listStreams(streams)] : []),
    ...listSideCalls(requests),
    '',
    "Make the app send the request, use a cassette without it, or set unused: 'ignore'.",
  ].join('\n');
}

/** Explains that a fault was not applied to any response. */
export function explainUnusedFault(fault: PlacedFault): string {
  const { interaction = 1, attempt = 1 } = fault;
  return `Cannot end the test: the fault ${formatValue(fault)} is unused, because the app has not made attempt ${attempt} of interaction ${interaction}. Make the app send it, remove the fault, or set unused: 'ignore'.`;
}
