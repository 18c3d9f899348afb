import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes as Uint8Array),
  (text) => new TextEncoder().encode(text),
);

/** A frame to encode: an event or an exception of this type, with this payload. */
type Frame = { data: string } & ({ event: string } | { exception: string });

/** Encodes frames of `application/vnd.amazon.eventstream` with Amazon's own codec. */
export function framesOf(...frames: Frame[]): Uint8Array {
  const encoded = frames.map(({ data, ...named }) => {
    const [kind, type] = Object.entries(named)[0] as [string, string];
    return codec.encode({
      headers: {
        [`:${kind}-type`]: { type: 'string', value: type },
        ':content-type': { type: 'string', value: 'application/json' },
        ':message-type': { type: 'string', value: kind },
      },
      body: new TextEncoder().encode(data),
    });
  });
  return new Uint8Array(encoded.flatMap((frame) => [...frame]));
}
