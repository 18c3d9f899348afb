/**
 * Recorded bytes: text as it stands, or base64 where the bytes are not text (`!!binary` in YAML;
 * go-yaml writes it for every string that is not valid UTF-8).
 */
export type Body = string | { base64: string };

const SLICE = 0x8000;
const encoder = new TextEncoder();

/** The exact bytes of a body. */
export function bodyBytes(body: Body): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? encoder.encode(body) : fromBinary(atob(body.base64));
}

/** The bytes as a body: text where they are valid UTF-8 (a byte order mark is kept), else base64. */
export function bodyOf(bytes: Uint8Array): Body {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { base64: btoa(toBinary(bytes)) };
  }
}

/** The body as text; bytes that are not UTF-8 become U+FFFD. For reading, never for replaying. */
export function bodyText(body: Body): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(bodyBytes(body));
}

/** One character a byte, code points 0 to 255: what `btoa` takes. */
export function toBinary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) {
    text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  }
  return text;
}

/** The inverse of `toBinary`. */
export function fromBinary(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
