import { compact } from '../util/json.ts';
import { type Body, bodyBytes, bodyOf } from './body.ts';
import type { EventContent, Framing, WireEvent } from './event.ts';

/** Amazon's binary framing, `application/vnd.amazon.eventstream`. */
export const amazonFrames: Framing = {
  split,
  write: (event) => bodyOf(writeFrame(writeHeaders(event), bodyBytes(event.data))),
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
    const raw = bodyOf(rest.subarray(0, frame.length));
    events.push(compact({ raw, data: decode(frame.payload), event }));
    rest = rest.subarray(frame.length);
  }
  return events;
}

/** The two lengths and their checksum. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/**
 * Reads the frame at the start of these bytes; undefined for an incomplete frame, impossible
 * lengths or a wrong checksum.
 */
export function readFrame(bytes: Uint8Array) {
  if (bytes.length < PRELUDE_BYTES + CHECKSUM_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0);
  const payloadAt = PRELUDE_BYTES + view.getUint32(4);
  const end = length - CHECKSUM_BYTES;
  if (bytes.length < length || end < payloadAt) return undefined;
  if (view.getUint32(8) !== crc32(bytes.subarray(0, 8))) return undefined;
  if (view.getUint32(end) !== crc32(bytes.subarray(0, end))) return undefined;
  return {
    /** In bytes, headers, payload and checksums included. */
    length,
    headers: bytes.subarray(PRELUDE_BYTES, payloadAt),
    payload: bytes.subarray(payloadAt, end),
  };
}

/** Encodes a frame with headers that are encoded already. */
export function writeFrame(headers: Uint8Array, payload: Uint8Array): Uint8Array {
  const payloadAt = PRELUDE_BYTES + headers.length;
  const end = payloadAt + payload.length;
  const bytes = new Uint8Array(end + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, headers.length);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  bytes.set(headers, PRELUDE_BYTES);
  bytes.set(payload, payloadAt);
  view.setUint32(end, crc32(bytes.subarray(0, end)));
  return bytes;
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
      const [name, value] = header.map(bodyBytes) as [Uint8Array, Uint8Array];
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

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** Computes the CRC-32 of gzip, 0 to 2³²−1. Source: https://www.rfc-editor.org/rfc/rfc1952#section-8 */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}
