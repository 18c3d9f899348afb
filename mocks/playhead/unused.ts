import { cassetteName } from '../cassette/cassette.ts';
import { describeRequest } from '../matching/differences.ts';
import type { Recording } from '../matching/recording.ts';
import { pluralize } from '../util/text.ts';
import type { StreamRecord } from './stream/stream.ts';
import { isPlayed } from './stream/stream-state.ts';

/**
 * Finds the interactions that the app has not requested. Leaves out recorded GETs, and those that follow
 * a stream which did not come to its end or that a fault has altered: the app had no chance.
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

/** Begins the message for a test that ends before the app has requested these. */
export function describeUnused(unused: readonly Recording[], total: number): string[] {
  return [
    `Cannot end the test: the app has not requested ${unused.length} of ${pluralize(total, 'recorded interaction')}.`,
    '',
    ...unused.flatMap(describeRecording),
  ];
}

function describeRecording({ cassette, number, request }: Recording): string[] {
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
