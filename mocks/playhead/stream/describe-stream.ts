import { cassetteName } from '../../cassette/cassette.ts';
import type { Recording } from '../../matching/recording.ts';
import type { StreamState } from './stream-state.ts';

/** Describes in one line what a stream plays, how far it is, and how it ended. */
export function describeStream({ cassette, number }: Recording, state: StreamState): string {
  const { position, delivery, outcome = 'under way', reason } = state;
  const name = `${cassetteName(cassette)}, interaction ${number}`;
  return `${name}, ${position} of ${delivery.events.length} events sent, ${outcome}${reason && ` (${reason})`}`;
}

/** Lists what the app has requested so far, for messages. */
export function listStreams(
  streams: readonly { mirror: { recording: Recording; state: StreamState } }[],
): string[] {
  return streams.map(
    ({ mirror }, at) => `  ${at + 1} ${describeStream(mirror.recording, mirror.state)}`,
  );
}
