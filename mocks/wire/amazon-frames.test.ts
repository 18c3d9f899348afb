import { EventStreamCodec, type MessageHeaders } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyBytes, bodyOf } from './body.ts';
import { framesOf } from '../test/amazon.ts';
import { amazonFrames } from './amazon-frames.ts';
import { eventsOf } from '../cassette/events.ts';
import { joinEvents } from './events.ts';

const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes as Uint8Array),
  (text) => new TextEncoder().encode(text),
);
const encode = (headers: MessageHeaders, body: Uint8Array) => codec.encode({ headers, body });
const joined = (frames: Uint8Array[]) => new Uint8Array(frames.flatMap((frame) => [...frame]));
const chunkHeaders = (type: string): MessageHeaders => ({
  ':event-type': { type: 'string', value: type },
  ':content-type': { type: 'string', value: 'application/json' },
  ':message-type': { type: 'string', value: 'event' },
});

test('splits a body into its frames: payload, event type and exact bytes', () => {
  const frames = ['{"a":"°"}', ''].map((data) => framesOf({ event: 'chunk', data }));
  expect(amazonFrames.split(bodyOf(joined(frames)))).toEqual([
    { raw: bodyOf(frames[0]!), data: '{"a":"°"}', event: 'chunk' },
    { raw: bodyOf(frames[1]!), data: '', event: 'chunk' },
  ]);
});

test('reads an exception as an event of its type', () => {
  const frame = framesOf({ exception: 'throttlingException', data: '{"message":"Slow down"}' });
  expect(amazonFrames.split(bodyOf(frame))).toMatchObject([
    { data: '{"message":"Slow down"}', event: 'throttlingException' },
  ]);
});

test('reads a frame without headers', () => {
  const frame = encode({}, new TextEncoder().encode('hi'));
  expect(amazonFrames.split(bodyOf(frame))).toEqual([{ raw: bodyOf(frame), data: 'hi' }]);
});

test('skips headers of every type', () => {
  const frame = encode(
    {
      a: { type: 'boolean', value: true },
      b: { type: 'boolean', value: false },
      c: { type: 'byte', value: 1 },
      d: { type: 'short', value: 2 },
      e: { type: 'integer', value: 3 },
      f: { type: 'binary', value: new Uint8Array([1, 2, 3]) },
      g: { type: 'timestamp', value: new Date(1_760_000_000_000) },
      h: { type: 'uuid', value: '00000000-0000-4000-8000-000000000000' },
      ':event-type': { type: 'string', value: 'last' },
    },
    new Uint8Array(),
  );
  expect(amazonFrames.split(bodyOf(frame))).toMatchObject([{ event: 'last' }]);
});

test('ends a truncated body with one incomplete event', () => {
  const frames = ['1', '2'].map((data) => framesOf({ event: 'chunk', data }));
  const body = joined(frames).slice(0, -1);
  expect(amazonFrames.split(bodyOf(body))).toMatchObject([
    { data: '1' },
    { raw: bodyOf(frames[1]!.slice(0, -1)), incomplete: true },
  ]);
  expect(amazonFrames.split(bodyOf(body))[1]).not.toHaveProperty('data');
});

test.each([
  ['length', 3],
  ['headers length', 7],
  ['prelude checksum', 8],
  ['headers', 14],
  ['payload', -6],
  ['checksum', -1],
])('makes one incomplete event of the rest from a frame with a wrong %s', (_what, at) => {
  const good = framesOf({ event: 'chunk', data: '1' });
  const bad = framesOf({ event: 'chunk', data: '22' });
  const place = at < 0 ? bad.length + at : at;
  bad[place] = bad[place]! ^ 1;
  const events = amazonFrames.split(bodyOf(joined([good, bad, good])));
  expect(events).toMatchObject([{ data: '1' }, { incomplete: true }]);
  expect(bodyBytes(events[1]!.raw)).toEqual(joined([bad, good]));
});

test('rejects a length too short for a frame, though its checksum is right', () => {
  const frame = framesOf({ event: 'chunk', data: '1' });
  for (const lengths of [
    [0, 0],
    [15, 0],
    [frame.length, frame.length],
  ]) {
    const body = frame.slice();
    const view = new DataView(body.buffer);
    view.setUint32(0, lengths[0]!);
    view.setUint32(4, lengths[1]!);
    view.setUint32(8, independentCrc(body.slice(0, 8)));
    expect(amazonFrames.split(bodyOf(body))).toEqual([{ raw: bodyOf(body), incomplete: true }]);
  }
});

/** Computes bit by bit, unlike the code under test. */
function independentCrc(bytes: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0xedb88320n : crc >> 1n;
  }
  return Number(crc ^ 0xffffffffn);
}

test('rejects a wrong prelude checksum, though the checksum of the frame is right', () => {
  const frame = framesOf({ event: 'chunk', data: '1' });
  frame[8] = frame[8]! ^ 1;
  new DataView(frame.buffer).setUint32(frame.length - 4, independentCrc(frame.slice(0, -4)));
  expect(amazonFrames.split(bodyOf(frame))).toEqual([{ raw: bodyOf(frame), incomplete: true }]);
});

const ascii = (text: string) => [...new TextEncoder().encode(text)];

test.each([
  ['a name that is cut off', [9]],
  ['a name alone', [1, 97]],
  ['half a length', [1, 97, 7, 0]],
  ['a value that is cut off', [11, ...ascii(':event-type'), 7, 0, 9, 98]],
  ['a type there is not', [1, 97, 200, 0, 1]],
])('stops reading headers at %s, and keeps the payload', (_name, headers) => {
  const frame = new Uint8Array(16 + headers.length + 2);
  const view = new DataView(frame.buffer);
  view.setUint32(0, frame.length);
  view.setUint32(4, headers.length);
  view.setUint32(8, independentCrc(frame.slice(0, 8)));
  frame.set([...headers, ...ascii('hi')], 12);
  view.setUint32(frame.length - 4, independentCrc(frame.slice(0, -4)));
  expect(amazonFrames.split(bodyOf(frame))).toEqual([{ raw: bodyOf(frame), data: 'hi' }]);
});

test('ignores an event type that is not a string', () => {
  const frame = encode({ ':event-type': { type: 'integer', value: 5 } }, new Uint8Array());
  expect(amazonFrames.split(bodyOf(frame))[0]).not.toHaveProperty('event');
});

test('finds no frames in an empty body', () => {
  expect(amazonFrames.split('')).toEqual([]);
});

test('is chosen by the content type', () => {
  const headers = { 'Content-Type': ['application/vnd.amazon.eventstream'] };
  const body = bodyOf(joined(['1', '2'].map((data) => framesOf({ event: 'chunk', data }))));
  expect(eventsOf({ code: 200, headers, body })).toHaveLength(2);
});

const message = fc.record({
  type: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  payload: fc.oneof(
    fc.uint8Array(),
    fc.string().map((text) => new TextEncoder().encode(text)),
  ),
});

test('splits the frames of an independent encoder byte-exactly, and reads the same', () => {
  fc.assert(
    fc.property(fc.array(message), fc.nat(), (messages, seed) => {
      const frames = messages.map(({ type, payload }) => encode(chunkHeaders(type), payload));
      const body = joined(frames);
      const events = amazonFrames.split(bodyOf(body));
      expect(events.map(({ raw }) => bodyBytes(raw))).toEqual(
        frames.map((frame) => new Uint8Array(frame)),
      );
      expect(bodyBytes(joinEvents(events))).toEqual(body);
      for (const { raw, data, event } of events) {
        const decoded = codec.decode(bodyBytes(raw));
        expect(data).toBe(new TextDecoder().decode(decoded.body));
        expect(event).toBe(decoded.headers[':event-type']!.value);
      }

      const cut = body.slice(0, seed % (body.length + 1));
      let complete = 0;
      let end = 0;
      while (complete < frames.length && end + frames[complete]!.length <= cut.length) {
        end += frames[complete++]!.length;
      }
      const cutEvents = amazonFrames.split(bodyOf(cut));
      expect(cutEvents.slice(0, complete)).toEqual(events.slice(0, complete));
      expect(cutEvents.slice(complete)).toEqual(
        end < cut.length ? [{ raw: bodyOf(cut.slice(end)), incomplete: true }] : [],
      );
    }),
    { numRuns: 200 },
  );
});

test('joins any bytes to the same body', () => {
  const frame = framesOf({ event: 'chunk', data: '1' });
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const body = joined([frame, bytes, frame]);
      expect(bodyBytes(joinEvents(amazonFrames.split(bodyOf(body))))).toEqual(body);
    }),
  );
});
