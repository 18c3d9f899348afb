import { expect, test } from 'vitest';
import type { Cassette, Interaction } from '../../cassette/cassette.ts';
import { eventsOf, framingOf } from '../../cassette/events.ts';
import { protocolOf } from '../../protocols/protocols.ts';
import { readParts, transcript } from '../../protocols/transcript.ts';
import { framesOf } from '../../test/amazon.ts';
import { recorded } from '../../test/samples.ts';
import { secretsByShape } from '../../test/redaction/secrets.ts';
import { readFrame } from '../../wire/amazon-frames.ts';
import { type Body, bodyBytes, bodyOf, bodyText } from '../../wire/body.ts';
import { joinEvents } from '../../wire/events.ts';
import { cut } from '../../test/redaction/planting.ts';
import { createRedactor } from './redactor.ts';

type Said = 'text' | 'reasoning' | 'tool-arguments';

/** Replaces JSON strings that are values in an event, in that of a frame too. */
function replaceIn(raw: Body, texts: ReadonlyMap<string, string>): Body {
  const edit = (text: string) => {
    let edited = text;
    for (const [from, to] of texts) {
      for (const colon of [':', ': ']) {
        const json = JSON.stringify(to);
        edited = edited.replaceAll(colon + JSON.stringify(from), () => colon + json);
      }
    }
    return edited;
  };
  if (typeof raw === 'string') return edit(raw);
  const frame = readFrame(bodyBytes(raw));
  if (!frame) return raw;
  const { bytes, ...rest } = JSON.parse(bodyText(bodyOf(frame.payload))) as { bytes: string };
  const inner = edit(bodyText({ base64: bytes }));
  const encoded = btoa(String.fromCharCode(...bodyBytes(inner)));
  return bodyOf(framesOf({ event: 'chunk', data: JSON.stringify({ bytes: encoded, ...rest }) }));
}

/**
 * Puts a secret into what a response says, cut over up to three events; what repeats the whole of it says
 * it as well. Undefined where nothing of this type is said by strings.
 */
function plant(made: Interaction, said: Said, secret: string, seed: number) {
  const protocol = protocolOf(made);
  if (!protocol || !framingOf(made.response) || made.response.code >= 400) return undefined;
  const events = eventsOf(made.response);
  const texts = readParts(protocol, made.response).map((parts) => {
    const found = parts.filter((part) => part.type === said && part.text !== '');
    const [first] = found;
    return found.length === 1 && first && 'text' in first ? first.text : undefined;
  });
  const places = [...texts.keys()].filter((at) => texts[at] !== undefined);
  const isWritten = (at: number) =>
    events[at]!.data?.includes(JSON.stringify(texts[at])) || typeof events[at]!.raw !== 'string';
  if (places.length === 0 || !places.every(isWritten)) return undefined;
  // Arguments begin with a brace, in which a new key can stand.
  const start =
    said === 'tool-arguments'
      ? places.findIndex((at) => texts[at]!.startsWith('{"'))
      : seed % places.length;
  if (start < 0) return undefined;
  const pieces = cut(secret, 1 + (seed % 5), 4 + (seed % 7)).slice(0);
  // A secret goes on in the next event, not in another block.
  const given = places.slice(start, start + 3).filter((at, n) => at === places[start]! + n);
  const planted = [...texts];
  const isArguments = said === 'tool-arguments';
  if (isArguments) given.length = 1;
  const parts =
    given.length === 3
      ? pieces
      : given.length === 2
        ? [pieces[0]!, pieces.slice(1).join('')]
        : [secret];
  for (const [n, at] of given.entries()) {
    const part = parts[n]!;
    if (isArguments) planted[at] = `{"note":"${part}",${texts[at]!.slice(1)}`;
    else if (n === 0) planted[at] = `${texts[at]} ${part}`;
    else planted[at] = part + (n === given.length - 1 ? ` ${texts[at]}` : '');
  }
  if (!isArguments && given.length === 1) planted[given[0]!] += ' ';
  const before = texts.filter((text) => text !== undefined).join('');
  const after = planted.filter((text) => text !== undefined).join('');
  const body = joinEvents(
    events.map(({ raw }, at) => ({
      raw: replaceIn(
        raw,
        new Map(texts[at] === undefined ? [[before, after]] : [[texts[at], planted[at]!]]),
      ),
    })),
  );
  return { interaction: { ...made, response: { ...made.response, body } }, before, after };
}

/** Plants into each response that says something of this type, and into the requests that repeat it. */
function plantAll(source: Cassette, said: Said, secret: string, seed: number): [Cassette, number] {
  const interactions = structuredClone(source.interactions);
  let count = 0;
  for (const [at, each] of interactions.entries()) {
    const planted = plant(each, said, secret, seed + at);
    if (!planted) continue;
    count += 1;
    interactions[at] = planted.interaction;
    for (const later of interactions.slice(at + 1)) {
      later.request.body = replaceIn(
        later.request.body,
        new Map([[planted.before, planted.after]]),
      );
    }
  }
  return [{ ...source, interactions }, count];
}

const secrets = secretsByShape();
const saids: Said[] = ['text', 'reasoning', 'tool-arguments'];
const counts = new Map<string, number>();

test.each(recorded)(
  'folds %s to the same transcript, but for placeholders',
  async (name, cassette) => {
    for (const [at, said] of saids.entries()) {
      const [, kind, secret] = secrets[(name.length + at * 5) % secrets.length]!;
      const [planted, count] = plantAll(cassette, said, secret, name.length);
      counts.set(said, (counts.get(said) ?? 0) + count);
      if (count === 0) continue;
      const redactor = createRedactor();
      const interactions: Interaction[] = [];
      for (const each of planted.interactions)
        interactions.push((await redactor.redact(each)).interaction);
      const before = JSON.stringify(transcript(planted));
      const placeholder = `REDACTED_${kind.toUpperCase().replaceAll(' ', '_')}_1`;
      expect(before, said).toContain(secret);
      expect(JSON.stringify(interactions), said).not.toContain(secret);
      expect(transcript({ ...planted, interactions }), said).toEqual(
        JSON.parse(before.replaceAll(secret, placeholder)),
      );
    }
  },
);

test('has planted texts, reasoning and arguments', () => {
  expect(
    [...counts.values()].every((count) => count > 4),
    JSON.stringify([...counts]),
  ).toBe(true);
});
