import { type Body, bodyBytes, bodyOf, fromBinary, toBinary } from './body.ts';
import type { Framing, WireEvent } from './event.ts';

/** Server-sent events. */
export const sse: Framing = {
  split,
  write({ data, event }) {
    // Only these end a line of the format; a regular expression takes U+2028 for one as well.
    const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
    return `${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`;
  },
  comment: (text) => `: ${text}\n\n`,
};

/**
 * Splits a response body into server-sent events, byte-exact: LF, CRLF and CR line ends, comments,
 * several `data` lines, a byte order mark, a missing final blank line, bytes that are not UTF-8.
 * Comments and blank lines belong to the following event; after the last event, to that one.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
function split(body: Body): WireEvent[] {
  const text = typeof body === 'string' ? body : bodyOf(bodyBytes(body));
  if (typeof text === 'string') {
    return findEvents(text, '\uFEFF').map(({ start, end, ...event }) => ({
      raw: text.slice(start, end),
      ...event,
    }));
  }
  // Frames byte by byte what is not UTF-8: all framing is ASCII. Invalid bytes in fields become U+FFFD.
  const binary = toBinary(bodyBytes(body));
  return findEvents(binary, '\u00EF\u00BB\u00BF').map(({ start, end, data, event, ...rest }) => ({
    raw: bodyOf(fromBinary(binary.slice(start, end))),
    ...(data !== undefined && { data: decode(data) }),
    ...(event !== undefined && { event: decode(event) }),
    ...rest,
  }));
}

type EventRange = Omit<WireEvent, 'raw'> & { start: number; end: number };

function findEvents(text: string, byteOrderMark: string): EventRange[] {
  const events: EventRange[] = [];
  let start = 0;
  let data: string[] = [];
  let type = '';
  const push = (end: number) => {
    const fields = data.length > 0 && { data: data.join('\n'), ...(type && { event: type }) };
    events.push({ start, end, ...fields });
    start = end;
  };

  for (const { line, end } of linesOf(
    text,
    text.startsWith(byteOrderMark) ? byteOrderMark.length : 0,
  )) {
    if (line === '') {
      if (data.length > 0) push(end);
      data = [];
      type = '';
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') data.push(value);
    else if (field === 'event') type = value;
  }

  const last = events.at(-1);
  if (data.length > 0) {
    push(text.length);
    events.at(-1)!.incomplete = true;
  } else if (last) {
    last.end = text.length;
  } else if (text !== '') {
    push(text.length);
  }
  return events;
}

/** Yields the lines from an offset without their line ends; `end` is the offset after the line end. */
export function* linesOf(text: string, start: number): Generator<{ line: string; end: number }> {
  const lineEnd = /\r\n|\n|\r/g;
  for (let found = lineEnd.exec(text); found; found = lineEnd.exec(text)) {
    yield { line: text.slice(start, found.index), end: lineEnd.lastIndex };
    start = lineEnd.lastIndex;
  }
  if (start < text.length) yield { line: text.slice(start), end: text.length };
}

function decode(binary: string): string {
  return new TextDecoder().decode(fromBinary(binary));
}
