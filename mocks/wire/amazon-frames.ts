import { readFrame, writeFrame } from './amazon-frame.ts';
import { type Body, bodyBytes, bodyOf } from './body.ts';
import type { WireEvent } from './event.ts';
import type { EventContent, Framing } from './framing.ts';

/** Amazon's binary framing, `application/vnd.amazon.eventstream`. */
export const amazonFrames: Framing = {
  split,
  write: (event) => bodyOf(writeFrame(writeHeaders(event), encode(event.data))),
};

/**
 * Splits a body into its frames, byte-exact. `data` is the payload as text; `event` is the header
 * `:event-type`, or `:exception-type` for an exception. From the first bytes that are not a complete
 * frame (truncated, or a wrong length or checksum), the rest is one incomplete event.
 * Format: https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
 */
function split(body: Body): WireEvent[] {
  const events: WireEvent[] = [];
  let rest: Uint8Array = bodyBytes(body);
  while (rest.length > 0) {
    const frame = readFrame(rest);
    if (!frame) {
      events.push({ raw: bodyOf(rest), incomplete: true });
      break;
    }
    const headers = readHeaders(frame.headers);
    const event = headers.get(':event-type') ?? headers.get(':exception-type');
    events.push({
      raw: bodyOf(rest.subarray(0, frame.length)),
      data: decode(frame.payload),
      ...(event !== undefined && { event }),
    });
    rest = rest.subarray(frame.length);
  }
  return events;
}

const STRING = 7;
/** Sizes of header values by type, in bytes; bytes and strings are absent: they carry their length. */
const VALUE_BYTES = new Map([
  [0, 0], // true
  [1, 0], // false
  [2, 1],
  [3, 2],
  [4, 4],
  [5, 8],
  [8, 8], // timestamp
  [9, 16], // UUID
]);

function writeHeaders({ event = 'chunk', exception }: EventContent): Uint8Array {
  const kind = exception ? 'exception' : 'event';
  const headers = [
    [`:${kind}-type`, event],
    [':content-type', 'application/json'],
    [':message-type', kind],
  ];
  return Uint8Array.from(
    headers.flatMap((header) => {
      const [name, value] = header.map(encode) as [Uint8Array, Uint8Array];
      return [name.length, ...name, STRING, value.length >> 8, value.length & 0xff, ...value];
    }),
  );
}

/** Reads the string headers. Stops at invalid bytes, so that the frame keeps its payload. */
function readHeaders(bytes: Uint8Array): Map<string, string> {
  const headers = new Map<string, string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes[at]!;
    const type = bytes[nameEnd];
    if (type === undefined) break;
    let valueAt = nameEnd + 1;
    let size = VALUE_BYTES.get(type);
    if (size === undefined) {
      if (valueAt + 2 > bytes.length) break;
      size = view.getUint16(valueAt);
      valueAt += 2;
    }
    const end = valueAt + size;
    if (end > bytes.length) break;
    if (type === STRING) {
      headers.set(decode(bytes.subarray(at + 1, nameEnd)), decode(bytes.subarray(valueAt, end)));
    }
    at = end;
  }
  return headers;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
