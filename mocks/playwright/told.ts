import type { Playing } from '../browser/seen.ts';
import type { ProtocolName } from '../protocols/protocols.ts';
import { type Transcript, transcript } from '../protocols/transcript.ts';
import { joinEvents } from '../wire/events.ts';
import type { StreamRecord } from './stream.ts';

/** The streams as they were when the last of them stood there. */
export function upTo(streams: readonly StreamRecord[], { stream, position }: Playing): Telling[] {
  const begun = streams.filter(({ number }) => number <= stream);
  return begun.map((each) => (each.number === stream ? { ...each, position } : each));
}

type Telling = Pick<StreamRecord, 'recording' | 'delivery' | 'position' | 'ending'>;

/** What the streams have told, up to their playheads. */
export function told(streams: readonly Telling[], protocol: ProtocolName | undefined): Transcript {
  const begun = streams.filter(({ ending, position }) => ending !== 'failed' || position > 0);
  const interactions = begun.map(({ recording: { interaction }, delivery, position }) => ({
    ...interaction,
    response: {
      ...interaction.response,
      code: delivery.head?.code ?? interaction.response.code,
      body: joinEvents(delivery.events.slice(0, position)),
    },
  }));
  const { turns } = transcript({ version: 2, interactions }, { protocol });
  for (const turn of turns) {
    if (turn.role === 'assistant' && turn.interaction !== undefined) {
      turn.interaction = begun[turn.interaction]!.recording.position;
    }
  }
  return { turns };
}
