import { cassetteName } from '../../cassette/cassette.ts';
import type { PlacedFault } from '../../faults/fault.ts';
import { formatValue } from '../../util/format-value.ts';
import { describeRequest } from '../../matching/differences.ts';
import type { Recording } from '../../matching/recording.ts';
import { describeStream } from '../fixture/playhead.ts';
import type { StreamRecord } from '../fixture/stream.ts';

/**
 * Explains which interactions the app never asked for; undefined where it asked for all. One that
 * follows a stream which did not come to its end could not be asked for.
 */
export function explainUnusedInteractions(
  recordings: readonly Recording[],
  streams: readonly StreamRecord[],
): string | undefined {
  const unplayed = recordings.filter(
    (recording) => !recording.played && !streams.some((stream) => excuses(stream, recording)),
  );
  if (unplayed.length === 0) return undefined;
  return [
    `Cannot end the test: ${unplayed.length} of ${recordings.length} recorded interactions have not been asked for.`,
    '',
    ...unplayed.flatMap(({ cassette, number: position, request: asked }) => [
      `${cassetteName(cassette)}, interaction ${position}, asks:`,
      ...describeRequest(asked).map((line) => `  ${line}`),
    ]),
    streams.length === 0 ? 'The app has not asked at all.' : 'The app has asked for:',
    ...streams.map((stream, at) => `  ${at + 1} ${describeStream(stream)}`),
    '',
    "Lead the app on until it asks, use a cassette without them, or set unused: 'ignore'.",
  ].join('\n');
}

/** Explains that a fault has met no answer. */
export function explainUnusedFault(fault: PlacedFault): string {
  const { interaction = 1, attempt = 1 } = fault;
  return `Cannot end the test: the fault ${formatValue(fault)} has not struck, because the app has not asked for attempt ${attempt} of interaction ${interaction}. Lead the app there, remove the fault, or set unused: 'ignore'.`;
}

function excuses(
  { recording, ending, remaining, spoilt }: StreamRecord,
  { cassette, number: position }: Recording,
): boolean {
  // Many apps cancel once they have read the last event: that is an end as well.
  const whole = ending === 'played' || (ending === 'cancelled' && remaining === 0);
  if ((whole && !spoilt) || recording.cassette !== cassette) return false;
  return position >= recording.number;
}
