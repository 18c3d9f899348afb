import { type Body, bodyBytes, bodyOf } from './body.ts';
import { isJson } from '../util/json.ts';
import type { Framing, WireEvent } from './event.ts';

/** Newline-delimited JSON. */
export const ndjson: Framing = { split, write: ({ data }) => `${data}\n` };

/**
 * Splits newline-delimited JSON into its lines, byte-exact: LF and CRLF line ends, blank lines, a
 * byte order mark, a missing final line end, bytes that are not UTF-8. Blank lines belong to the
 * preceding line; before the first line, to that one.
 * A last line without a line end is complete if it is JSON: nothing else marks the end of a stream.
 * Format: https://github.com/ndjson/ndjson-spec
 */
function split(body: Body): WireEvent[] {
  const bytes = bodyBytes(body);
  const lines = [...linesOf(bytes)];
  if (lines.length === 0) return bytes.length === 0 ? [] : [{ raw: bodyOf(bytes) }];
  return lines.map(({ start, data, ended }, at) => ({
    raw: bodyOf(bytes.subarray(at === 0 ? 0 : start, lines[at + 1]?.start)),
    data,
    ...(!ended && !isJson(data) && { incomplete: true }),
  }));
}

/** Checks whether a JSON body is several documents, one per line: the first line is one of its own. */
export function isNdjson(body: Body): boolean {
  const [first, second] = linesOf(bodyBytes(body));
  return first !== undefined && second !== undefined && isJson(first.data);
}

interface Line {
  start: number;
  /** Without surrounding white space. */
  data: string;
  /** True if the line has a line end. */
  ended: boolean;
}

const LINE_END = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Yields the lines that are not blank. */
function* linesOf(bytes: Uint8Array): Generator<Line> {
  const hasMark = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte);
  let start = hasMark ? BYTE_ORDER_MARK.length : 0;
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

/** Checks for the white space of JSON, within a line. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}
