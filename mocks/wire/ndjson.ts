import { type Body, bodyText } from '../body.ts';
import type { WireEvent } from './event.ts';

/**
 * Cuts newline-delimited JSON into its lines, byte-exact. Blank lines belong to the line before.
 * A last line without its line end is whole: nothing marks the end of such a stream.
 * Format: https://github.com/ndjson/ndjson-spec
 */
export function splitLines(body: Body): WireEvent[] {
  const lines = bodyText(body).match(/\s*[^\n]+(?:\n\s*(?=\n|$)|\n|$)/g) ?? [];
  return lines.map((raw) => ({ raw, data: raw.trim() }));
}

/** Is a JSON body several documents, one a line? */
export function isNdjson(body: Body): boolean {
  if (typeof body !== 'string') return false;
  const [, first, rest] = /^\s*([^\n]+)\n\s*(\S?)/.exec(body) ?? [];
  if (!first || !rest) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}
