import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyBytes, bodyOf, bodyText } from '../wire/body.ts';
import type { Cassette, Interaction, RecordedResponse } from '../cassette/cassette.ts';
import { PlayheadError } from '../util/error.ts';
import { recorded } from '../test/samples.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { joinEvents } from '../wire/events.ts';
import { isObject, parseJson } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { protocolOf, protocols } from './protocols.ts';
import { PART_TYPES } from './target.ts';
import { readParts, transcript } from './transcript.ts';
import { foldParts } from './turn.ts';

// Checks that readers give valid parts for any input, or one PlayheadError, and throw nothing else.

const TYPES = [
  'text/event-stream',
  'application/json',
  'application/x-ndjson',
  'application/vnd.amazon.eventstream',
];
/** Reads and folds a response; returns the parts that are not valid. */
function invalidParts(protocol: Protocol, response: RecordedResponse): Part[] {
  const parts = readParts(protocol, response).flat();
  foldParts(parts);
  return parts.filter((part) => !isPart(part));
}

function isPart(part: Part): boolean {
  return (
    PART_TYPES.includes(part.type) &&
    (!('text' in part) || typeof part.text === 'string') &&
    (!('index' in part) || Number.isFinite(part.index)) &&
    (part.type !== 'usage' || isObject(part.usage)) &&
    (part.type !== 'error' || typeof part.message === 'string') &&
    (part.type !== 'finish' || typeof part.reason === 'string')
  );
}

const responseOf = (type: string, bytes: Uint8Array): RecordedResponse => ({
  code: 200,
  headers: { 'Content-Type': [type] },
  body: bodyOf(bytes),
});

/** Builds the transcript; fails on any error but a PlayheadError. */
function checkTranscript(cassette: Cassette): void {
  try {
    transcript(cassette);
  } catch (error) {
    expect(error).toBeInstanceOf(PlayheadError);
  }
}

const responses = recorded.flatMap(([name, { interactions }]) =>
  interactions.map((interaction, at): [string, Interaction, Protocol] => [
    `${name}, ${at}`,
    interaction,
    protocolOf(interaction)!,
  ]),
);

test.each(protocols.map((protocol) => [protocol.name, protocol] as const))(
  '%s: reads random bytes',
  (_name, protocol) => {
    const framed = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(`data: ${text}\n\n`)),
      fc.json().map((json) => new TextEncoder().encode(`data: ${json}\n\n${json}\n`)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), framed, (type, bytes) => {
        const response = responseOf(type, bytes);
        expect(invalidParts(protocol, response)).toEqual([]);
        expect(bodyBytes(joinEvents(eventsOf(response)))).toEqual(bytes);
      }),
      { numRuns: 200 },
    );
  },
);

test.each(responses)('%s: reads truncated bodies', (_name, { response }, protocol) => {
  const bytes = bodyBytes(response.body);
  for (const end of offsetsIn(response)) {
    const truncated = { ...response, body: bodyOf(bytes.slice(0, end)) };
    expect(invalidParts(protocol, truncated), `the first ${end} bytes`).toEqual([]);
  }
});

/** Samples offsets: each border of events, one byte before and after, and 60 seeded ones. All take minutes. */
function offsetsIn(response: RecordedResponse): Set<number> {
  const events = eventsOf(response);
  const lengths = events.map(({ raw }) => bodyBytes(raw).length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let border = 0;
  const nearBorders = lengths.flatMap((length) => {
    border += length;
    return [border - 1, border, border + 1];
  });
  const seeded = fc.sample(fc.nat(total), { seed: 1, numRuns: 60 });
  return new Set([0, 1, ...nearBorders, ...seeded].filter((offset) => offset <= total));
}

test.each(responses)('%s: reads mutated JSON', (_name, { request, response }, protocol) => {
  const events = eventsOf(response);
  const isJson = framingOf(response) === undefined;
  const datas = events.map(({ data, raw }) => (isJson ? bodyText(raw) : (data ?? '')));
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.jsonValue(), (place, at, value) => {
      const chosen = place % Math.max(datas.length, 1);
      const parsed = parseJson(datas[chosen] ?? '');
      const mutated = mutate(parsed, { left: at % 40 }, value);
      if (isJson) {
        for (const part of protocol.readJson(mutated)) expect(isPart(part)).toBe(true);
        return;
      }
      const reader = protocol.createReader();
      const parts = events.flatMap((event, position) =>
        reader(position === chosen ? { ...event, data: JSON.stringify(mutated) ?? '' } : event),
      );
      for (const part of parts) expect(isPart(part), JSON.stringify(part)).toBe(true);
      foldParts(parts);
    }),
    { numRuns: 60 },
  );
  const requestJson = parseJson(bodyText(request.body));
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.jsonValue(), (at, value) => {
      const body = JSON.stringify(mutate(requestJson, { left: at }, value)) ?? '';
      checkTranscript({
        version: 2,
        interactions: [{ id: 0, request: { ...request, body }, response }],
      });
    }),
    { numRuns: 40 },
  );
});

/** Replaces the nth node of a value, counted from the root. */
function mutate(value: unknown, place: { left: number }, by: unknown): unknown {
  if (place.left-- === 0) return by;
  if (Array.isArray(value)) return value.map((entry) => mutate(entry, place, by));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, mutate(entry, place, by)]),
  );
}
