import { listStreams } from '../playhead/stream/describe-stream.ts';
import type { StreamRecord } from '../playhead/stream/stream.ts';
import { describeUnused, type unusedOf } from '../playhead/unused.ts';
import { PlayheadError } from '../util/error.ts';

/** Makes the error for an app that does not send its next request in time. */
export function noRequest(waitedMs: number, streams: readonly StreamRecord[]): PlayheadError {
  const lines = [
    `Cannot get the next stream: the app has sent no recorded request within ${waitedMs / 1000} s.`,
    '',
    ...describeSent(streams),
    '',
    'Make the app send its next request before this, give MSW the handlers of this playhead, or raise the timeout.',
  ];
  return new PlayheadError('timeout', lines.join('\n'));
}

/** Makes the error for recorded interactions that the app has not requested. */
export function unusedError(
  total: number,
  unused: ReturnType<typeof unusedOf>,
  streams: readonly StreamRecord[],
): PlayheadError {
  const lines = [
    ...describeUnused(unused, total),
    ...describeSent(streams),
    '',
    'Make the app send the request, or use a cassette without it.',
  ];
  return new PlayheadError('unused', lines.join('\n'));
}

function describeSent(streams: readonly StreamRecord[]): string[] {
  if (streams.length === 0) return ['The handlers have received no recorded request.'];
  return ['The app has requested:', ...listStreams(streams)];
}
