import { amazonFrames, readFrame, writeFrame } from '../../wire/amazon-frames.ts';
import {
  type Body,
  bodyBytes,
  bodyOf,
  concatBytes,
  fromBinary,
  toBinary,
} from '../../wire/body.ts';
import type { Framing } from '../../wire/event.ts';
import { ndjson } from '../../wire/ndjson.ts';
import { linesOf, sse } from '../../wire/sse.ts';
import { adaptChunkSizes, type ByteEdit } from './chunk-sizes.ts';
import type { Collector } from './collector.ts';
import { partsOfQuery } from './query.ts';
import { type EditableText, joined, sliceOf, type Source } from './sources/source.ts';

/** A body whose texts can be replaced. */
export interface EditableBody {
  isEdited(): boolean;
  /** Returns the body with the replacements; all other bytes are as they were. */
  result(): Body;
  /** Length before and after, in bytes. */
  lengths(): { before: number; after: number };
  /** Adapts the sizes of its chunks; undefined if they were not those of the body. */
  chunkSizes(sizes: readonly number[]): number[] | undefined;
}

/** A piece of a body that is text, with the bytes around it. */
interface Region {
  text: EditableText;
  /** The offsets in bytes. */
  start: number;
  end: number;
  /** Encodes text and what belongs to it. */
  encode: (text: string) => Uint8Array;
  /** Set if that is more than the text. */
  isFrame: boolean;
}

/** Makes a body editable, and adds its texts to the collector. */
export function editableBody(
  body: Body,
  type: string,
  framing: Framing | undefined,
  place: string,
  collector: Collector,
): EditableBody {
  const regions =
    framing === amazonFrames ? frameRegions(body, collector) : [wholeRegion(body, collector)];
  if (framing === amazonFrames) {
    for (const [at, { text }] of regions.entries()) {
      collector.document(text, { place: `${place}, event ${at + 1}`, event: '' });
    }
  } else {
    addTexts(regions[0]!.text, type, framing, place, collector, isText(body));
  }
  return editable(body, regions);
}

const isText = (body: Body) => typeof body === 'string' || typeof textOf(body) === 'string';

/** Returns the text of a body that is UTF-8, however it is kept. */
function textOf(body: Body): string | undefined {
  const text = typeof body === 'string' ? body : bodyOf(bodyBytes(body));
  return typeof text === 'string' ? text : undefined;
}

const BINARY = /^(?:image|audio|video|font)\/|^application\/(?:octet-stream|zip|gzip|pdf)$/;
/** Matches text among other bytes; random bytes have none as long. */
const PRINTABLE = /[\t\r\n\x20-\x7E]{16,}/g;
/** Matches the first line of the AI SDK's data stream, `0:"Hello"`: https://v4.ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
const PREFIXED_LINE = /^([0-9a-z]):(?=["[{])/;

function addTexts(
  root: EditableText,
  type: string,
  framing: Framing | undefined,
  place: string,
  collector: Collector,
  isUtf8: boolean,
): void {
  if (framing === sse) addServerSentEvents(root, place, collector);
  else if (framing === ndjson) addLines(root, place, collector);
  else if (!isUtf8) {
    if (BINARY.test(type)) return;
    for (const { 0: run, index } of root.text.matchAll(PRINTABLE)) {
      collector.text(sliceOf(root, index, index + run.length), place);
    }
  } else if (type === 'application/x-www-form-urlencoded') {
    for (const { source, name, kind } of partsOfQuery(root, 'field')) {
      collector.text(source, `${place}, ${name}`, kind);
    }
  } else if (PREFIXED_LINE.test(root.text)) addLines(root, place, collector);
  else collector.document(root, { place });
}

/** Matches the mark as text, and as bytes. */
const BYTE_ORDER_MARK = /^(?:\uFEFF|\u00EF\u00BB\u00BF)/;

/** Adds each event's data, and each other line as it is: comments, ids. */
function addServerSentEvents(root: EditableText, place: string, collector: Collector): void {
  let data: Source[] = [];
  let event = '';
  let count = 1;
  let start = BYTE_ORDER_MARK.exec(root.text)?.[0].length ?? 0;
  const dispatch = () => {
    if (data.length > 0) {
      const whole = data.length === 1 ? data[0]! : joined(data, '\n');
      collector.document(whole, { place: `${place}, event ${count}`, event });
      count += 1;
    }
    data = [];
    event = '';
  };
  for (const { line, end } of linesOf(root.text, start)) {
    const [field] = /^data(?:: ?|$)/.exec(line) ?? [];
    if (line === '') dispatch();
    else if (field !== undefined) {
      data.push(sliceOf(root, start + field.length, start + line.length));
    } else {
      if (line.startsWith('event:')) event = line.slice('event:'.length).trim();
      collector.text(sliceOf(root, start, start + line.length), `${place}, event ${count}`);
    }
    start = end;
  }
  dispatch();
}

/** Adds each line as a document; a prefix such as `0:` is the type of its event. */
function addLines(root: EditableText, place: string, collector: Collector): void {
  let count = 1;
  let start = 0;
  for (const { line, end } of linesOf(root.text, 0)) {
    const event = PREFIXED_LINE.exec(line)?.[1];
    const from = start + (event === undefined ? 0 : 2);
    if (line.trim() !== '') {
      const source = sliceOf(root, from, start + line.length);
      collector.document(source, { place: `${place}, event ${count}`, event: event ?? '' });
      count += 1;
    }
    start = end;
  }
}

/** Makes one region of all of a body; bytes that are not UTF-8 are a character each. */
function wholeRegion(body: Body, collector: Collector): Region {
  const text = textOf(body);
  const bytes = bodyBytes(body);
  const root = collector.root(text ?? toBinary(bytes));
  return {
    text: root,
    start: 0,
    end: bytes.length,
    encode: text === undefined ? fromBinary : bodyBytes,
    isFrame: false,
  };
}

/** Makes a region of each frame with its payload. What is not a complete frame is left alone, but for text. */
function frameRegions(body: Body, collector: Collector): Region[] {
  const bytes = bodyBytes(body);
  const regions: Region[] = [];
  let start = 0;
  while (start < bytes.length) {
    const frame = readFrame(bytes.subarray(start));
    const end = frame ? start + frame.length : bytes.length;
    const payload = frame?.payload ?? bytes.subarray(start);
    const text = bodyOf(payload);
    const isUtf8 = typeof text === 'string';
    const encode = isUtf8 ? bodyBytes : fromBinary;
    regions.push({
      text: collector.root(isUtf8 ? text : toBinary(payload)),
      start,
      end,
      encode: (edited) => (frame ? writeFrame(frame.headers, encode(edited)) : encode(edited)),
      isFrame: true,
    });
    start = end;
  }
  return regions;
}

function editable(body: Body, regions: readonly Region[]): EditableBody {
  const edited = () => regions.filter(({ text }) => text.edits.length > 0);
  const write = () => {
    const bytes = bodyBytes(body);
    const pieces: Uint8Array[] = [];
    let from = 0;
    for (const { text, start, end, encode } of edited()) {
      pieces.push(bytes.subarray(from, start), encode(text.result()));
      from = end;
    }
    return concatBytes([...pieces, bytes.subarray(from)]);
  };
  return {
    isEdited: () => edited().length > 0,
    result() {
      if (edited().length === 0) return body;
      const bytes = write();
      return typeof body === 'string' ? bodyOf(bytes) : { base64: btoa(toBinary(bytes)) };
    },
    lengths: () => ({ before: bodyBytes(body).length, after: write().length }),
    chunkSizes: (sizes) =>
      adaptChunkSizes(sizes, edited().flatMap(byteEdits), bodyBytes(body).length),
  };
}

/** Finds what has changed of a region, in bytes of the body; a frame has changed as a whole. */
function byteEdits({ text, start, end, encode, isFrame }: Region): ByteEdit[] {
  if (isFrame) return [{ start, end, length: encode(text.result()).length }];
  let at = 0;
  let from = 0;
  return text.edits.map((edit) => {
    const editStart = at + encode(text.text.slice(from, edit.start)).length;
    at = editStart + encode(text.text.slice(edit.start, edit.end)).length;
    from = edit.end;
    return { start: editStart, end: at, length: encode(edit.replacement.text).length };
  });
}
