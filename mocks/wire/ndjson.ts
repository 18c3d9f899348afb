import { type Body, bodyBytes, bodyOf } from './body.ts';
import { isJson } from '../util/json.ts';
import type { WireEvent } from './event.ts';
import type { Framing } from './framing.ts';

/** Newline-delimited JSON. */
export const ndjson: Framing = { split: splitLines, write: ({ data }) => `${data}\n` };

/**
 * Cuts newline-delimited JSON into its lines, byte-exact: LF and CRLF line ends, blank lines, a
 * byte order mark, a missing final line end, bytes that are not UTF-8. Blank lines belong to the
 * line before; before the first line, to that one.
 * A last line without its end is whole where it is JSON: nothing else marks the end of a stream.
 * Format: https://github.com/ndjson/ndjson-spec
 */
export function splitLines(body: Body): WireEvent[] {
  const bytes = bodyBytes(body);
  const lines = [...linesOf(bytes)];
  if (lines.length === 0) return bytes.length === 0 ? [] : [{ raw: bodyOf(bytes) }];
  return lines.map(({ start, data, ended }, at) => ({
    raw: bodyOf(bytes.subarray(at === 0 ? 0 : start, lines[at + 1]?.start)),
    data,
    ...(!ended && !isJson(data) && { incomplete: true }),
  }));
}

/** Is a JSON body several documents, one a line? No document goes on after its end. */
export function isNdjson(body: Body): boolean {
  const [first, second] = linesOf(bodyBytes(body));
  return first !== undefined && second !== undefined && isJson(first.data);
}

interface Line {
  start: number;
  /** Without the white space around it. */
  data: string;
  /** Has it a line end? */
  ended: boolean;
}

const LINE_END = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The lines that are not blank. */
function* linesOf(bytes: Uint8Array): Generator<Line> {
  const marked = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte);
  let start = marked ? BYTE_ORDER_MARK.length : 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(LINE_END, start);
    const end = found < 0 ? bytes.length : found;
    let from = start;
    let to = end;
    while (from < to && isBlank(bytes[from])) from += 1;
    while (from < to && isBlank(bytes[to - 1])) to -= 1;
    if (from < to) {
      yield { start, data: decoder.decode(bytes.subarray(from, to)), ended: found >= 0 };
    }
    start = end + 1;
  }
}

/** What JSON calls white space, within a line. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}
