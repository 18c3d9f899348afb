/**
 * Recorded bytes: text, or base64 for bytes that are not valid UTF-8 (`!!binary` in YAML, as go-yaml
 * writes them).
 */
export type Body = string | { base64: string };

const SLICE = 0x8000;
const encoder = new TextEncoder();

/** Returns the exact bytes of a body. */
export function bodyBytes(body: Body): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? encoder.encode(body) : fromBinary(atob(body.base64));
}

/** Makes a body of bytes: text if they are valid UTF-8 (a byte order mark is kept), else base64. */
export function bodyOf(bytes: Uint8Array): Body {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: btoa(toBinary(bytes)) };
  }
}

/** Decodes a body for reading, never for replaying: bytes that are not UTF-8 become U+FFFD. */
export function bodyText(body: Body): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(bodyBytes(body));
}

/** Joins pieces of bytes to a memory of its own. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Makes the binary string that `btoa` takes: one character per byte, code points 0 to 255. */
export function toBinary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) {
    text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  }
  return text;
}

/** Reverses `toBinary`. */
export function fromBinary(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
