import { cassetteName } from '../cassette/cassette.ts';
import { describeRequest } from '../matching/differences.ts';
import type { Recording } from '../matching/recording.ts';
import type { StreamRecord } from './stream/stream.ts';
import { isPlayed } from './stream/stream-state.ts';

/**
 * Finds the interactions that the app has not requested. Leaves out those that follow a stream which
 * did not come to its end: the app had no chance.
 */
export function unusedOf(
  recordings: readonly Recording[],
  streams: readonly StreamRecord[],
): Recording[] {
  return recordings.filter(
    (recording) =>
      !recording.played &&
      recording.request.method !== 'GET' && // a list of models, which a recorder has seen too
      !streams.some((stream) => excuses(stream, recording)),
  );
}

/** Describes an unused interaction for messages. */
export function describeUnused({ cassette, number, request }: Recording): string[] {
  return [
    `${cassetteName(cassette)}, interaction ${number}, requests:`,
    ...describeRequest(request).map((line) => `  ${line}`),
  ];
}

function excuses(
  { mirror: { recording, state } }: StreamRecord,
  { cassette, number }: Recording,
): boolean {
  if ((isPlayed(state) && !state.altered) || recording.cassette !== cassette) return false;
  return number >= recording.number;
}
