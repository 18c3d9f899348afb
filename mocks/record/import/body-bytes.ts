import { bodyBytes, fromBinary } from '../../wire/body.ts';
import { Unusable } from './unusable.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** @throws Unusable where a character was cut in half, which no bytes can be. */
export function bytesOfText(text: string): Uint8Array {
  if (LONE_SURROGATE.test(text)) {
    throw new Unusable('its body contains half of a character, so that it is not what was sent');
  }
  return bodyBytes(text);
}

/** @throws Unusable for what is not base64. */
export function bytesOfBase64(text: string): Uint8Array {
  try {
    return fromBinary(atob(text));
  } catch {
    throw new Unusable('its body is not base64, as the file says, or it is truncated');
  }
}

/** @throws Unusable for what is not hexadecimal. */
export function bytesOfHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || /[^\da-f]/i.test(text)) {
    throw new Unusable('its body is not hexadecimal, as the file says, or it is truncated');
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}
