import type { Replay } from '../../replay/replay.ts';
import { PlayheadError } from '../../util/error.ts';
import type { AppRequest } from '../fixture/app-request.ts';
import type { StreamRecord } from '../fixture/stream.ts';
import { listStreams } from './describe-stream.ts';

/** Makes the error for an app that does not send its next request in time. */
export function explainNoRequest(
  timeoutMs: number,
  sent: {
    streams: readonly StreamRecord[];
    requests: readonly AppRequest[];
    elsewhere: readonly string[];
    replay: Replay;
  },
): PlayheadError {
  const { streams, requests, elsewhere, replay } = sent;
  const lines = [
    `Cannot get the next stream: the app has sent no request within ${timeoutMs / 1000} s.`,
    '',
    requests.length === 0 ? 'It has sent none before.' : 'It has requested:',
    ...listStreams(streams),
    ...(elsewhere.length > 0
      ? ['Other requests it has sent:', ...elsewhere.map((to) => `  ${to}`)]
      : []),
    '',
    hintFor(replay.recordings.length > 0, elsewhere.length > 0),
  ];
  return new PlayheadError('timeout', lines.join('\n'));
}

function hintFor(hasRecordings: boolean, sentElsewhere: boolean): string {
  if (!hasRecordings) {
    return "No cassette is loaded: set the option cassette, such as test.use({ cassette: 'groq/tool_streaming' }).";
  }
  return sentElsewhere
    ? 'Make the app send its next request; if it is one of these, set the option endpoint to its path.'
    : 'Make the app send its next request before this, or wait for longer.';
}
