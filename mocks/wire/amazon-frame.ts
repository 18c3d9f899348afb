import { crc32 } from './crc32.ts';

/** A frame of `application/vnd.amazon.eventstream`. */
interface AmazonFrame {
  /** In bytes, headers, payload and checksums included. */
  length: number;
  headers: Uint8Array;
  payload: Uint8Array;
}

/** The two lengths and their checksum. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/**
 * Reads the frame at the start of these bytes; undefined for an incomplete frame, impossible
 * lengths or a wrong checksum.
 * Format: https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
 */
export function readFrame(bytes: Uint8Array): AmazonFrame | undefined {
  if (bytes.length < PRELUDE_BYTES + CHECKSUM_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0);
  const payloadAt = PRELUDE_BYTES + view.getUint32(4);
  const end = length - CHECKSUM_BYTES;
  if (bytes.length < length || end < payloadAt) return undefined;
  if (view.getUint32(8) !== crc32(bytes.subarray(0, 8))) return undefined;
  if (view.getUint32(end) !== crc32(bytes.subarray(0, end))) return undefined;
  return {
    length,
    headers: bytes.subarray(PRELUDE_BYTES, payloadAt),
    payload: bytes.subarray(payloadAt, end),
  };
}

/** Encodes a frame. */
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
