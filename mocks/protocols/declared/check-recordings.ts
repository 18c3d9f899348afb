import { type Cassette, cassetteName, type Interaction } from '../../cassette/cassette.ts';
import { eventsOf, framingOf } from '../../cassette/events.ts';
import { closestName } from '../../util/closest-name.ts';
import { PlayheadError } from '../../util/error.ts';
import { isObject, parseJson } from '../../util/json.ts';
import { bodyText } from '../../wire/body.ts';
import type { WireEvent } from '../../wire/event.ts';
import type { Part } from '../part.ts';
import type { Protocol } from '../protocol.ts';
import { readParts } from '../read-parts.ts';
import type { EventRule } from './declaration.ts';
import { leavesOf } from '../../util/json-path.ts';

/** What the definition of a protocol says of recordings, for messages. */
export interface Declared {
  /** Where text is; undefined where code reads the events. */
  text?: string | EventRule;
  /** Where a request has what the user says; undefined where code reads it. */
  request?: string;
  /** Says why a request is not read, where more is known than that. */
  problemOf: (body: unknown, url: string) => Problem | undefined;
}

/** Why a recording is not read. */
export interface Problem {
  reason: string;
  /** Default: what the recording has */
  hint?: string;
}

interface Place {
  cassette: Cassette;
  number: number;
  interaction: Interaction;
}

/** What an answer can be made of. */
const CONTENT: readonly Part['type'][] = ['text', 'reasoning', 'tool-call', 'error'];
/** Limits how many paths a message lists. */
const SHOWN = 12;

/**
 * Checks that a protocol reads something in each cassette.
 * @throws PlayheadError `bad-cassette` where it reads no request at all, or none of a cassette with streams;
 *   where it reads nothing in a response of an answer; or where it reads no text in any of a cassette, and
 *   something else not in all.
 */
export function checkRecordings(
  protocol: Protocol,
  cassettes: readonly Cassette[],
  declared: Declared,
): void {
  const read = cassettes.map((cassette) => readPosts(protocol, cassette));
  const readsAny = read.some(({ spoken }) => spoken.length > 0);
  for (const { posts, spoken } of read) {
    // A cassette of side calls alone, such as embeddings, may go with that of the chat.
    const isChat = !readsAny || posts.some(({ interaction }) => framingOf(interaction.response));
    if (spoken.length === 0 && isChat && posts[0]) throw noRequest(protocol, posts[0], declared);
    const unread = findUnread(protocol, spoken);
    if (unread) throw noText(protocol, unread, declared);
  }
}

/** Lists the requests of a cassette that may be of a chat, and those of them that the protocol reads. */
function readPosts(protocol: Protocol, cassette: Cassette): { posts: Place[]; spoken: Place[] } {
  const posts = cassette.interactions
    .map((interaction, at): Place => ({ cassette, number: at + 1, interaction }))
    .filter(({ interaction }) => interaction.request.method.toUpperCase() === 'POST');
  const spoken = posts.filter(({ interaction: { request } }) =>
    protocol.readRequest(parseJson(bodyText(request.body)), request.url),
  );
  return { posts, spoken };
}

/** Finds an answer in which the protocol reads nothing, or no text where it reads none in the others. */
function findUnread(protocol: Protocol, spoken: readonly Place[]): Place | undefined {
  const answers = spoken
    .map(({ interaction }, at) => ({ at, response: interaction.response }))
    .filter(({ response }) => response.code < 300 && eventsOf(response).length > 0)
    .map(({ at, response }) => {
      const parts = readParts(protocol, response).flat();
      return { at, types: new Set(parts.map(({ type }) => type)) };
    });
  const hasText = answers.some(({ types }) => types.has('text'));
  const unread =
    answers.find(({ types }) => types.size === 0) ??
    answers.find(({ types }) => !hasText && !CONTENT.some((type) => types.has(type)));
  return unread && spoken[unread.at];
}

function noRequest(
  protocol: Protocol,
  place: Place,
  { request, problemOf }: Declared,
): PlayheadError {
  const { url, body: sent } = place.interaction.request;
  const body = parseJson(bodyText(sent));
  const plain =
    request === undefined
      ? 'readRequest returned undefined for every request'
      : `no request has what the user says at "${request}"`;
  const { reason, hint } = problemOf(body, url) ?? { reason: plain };
  const keys = isObject(body) ? Object.keys(body) : [];
  return failure(protocol, place, reason, hint ?? describeFound('request', keys, request));
}

function noText(protocol: Protocol, place: Place, { text }: Declared): PlayheadError {
  const { response } = place.interaction;
  const events = eventsOf(response);
  const rule = typeof text === 'string' ? { path: text } : text;
  const reason = rule ? `no event has text${describeRule(rule)}` : 'its reader found no part';
  const isStream = framingOf(response) !== undefined;
  const names = events.flatMap(({ event }) => event ?? []);
  const held = heldPaths(events, isStream, Object.keys(rule?.when ?? {}));
  const found = [...held, ...listed('event', rule?.event === undefined ? [] : names)];
  return failure(protocol, place, reason, describeFound('events', found, rule?.path));
}

function describeRule({ path, event, data, when = {} }: EventRule): string {
  const conditions = [
    ...(event === undefined ? [] : [`the event is ${JSON.stringify(event)}`]),
    ...(data === undefined ? [] : [`the data is ${JSON.stringify(data)}`]),
    ...Object.entries(when).map(
      ([at, wanted]) =>
        `${at} is ${[wanted]
          .flat()
          .map((each) => JSON.stringify(each))
          .join(' or ')}`,
    ),
  ];
  const at = path === undefined ? '' : ` at "${path}"`;
  return conditions.length === 0 ? at : `${at} where ${conditions.join(' and ')}`;
}

/** Lists the paths of the events, those of conditions with their values. */
function heldPaths(events: readonly WireEvent[], isStream: boolean, shown: string[]): string[] {
  const values = new Map<string, unknown[]>();
  for (const { data, raw } of events) {
    const json = parseJson((isStream ? data : bodyText(raw)) ?? '');
    for (const [path, value] of typeof json === 'object' ? leavesOf(json) : []) {
      values.set(path, [...(values.get(path) ?? []), value]);
    }
  }
  return [...values].flatMap(([path, all]) => (shown.includes(path) ? listed(path, all) : path));
}

/** Names what has some values, with the first of them. */
function listed(name: string, values: readonly unknown[]): string[] {
  const distinct = [...new Set(values.map((each) => JSON.stringify(each)))];
  return distinct.length === 0 ? [] : [`${name} (${distinct.slice(0, 5).join(', ')})`];
}

/** Says what a recording has instead of a path, and which path is meant. */
function describeFound(
  what: 'request' | 'events',
  found: readonly string[],
  path?: string,
): string {
  const paths = found.filter((each) => !each.endsWith(')') && each !== '');
  const last = path?.split('.').at(-1);
  const meant =
    path !== undefined &&
    !paths.includes(path) &&
    (closestName(path, paths) ?? paths.find((each) => each.split('.').at(-1) === last));
  const verb = what === 'request' ? 'has' : 'have';
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
  const list = found.length === 0 ? 'no JSON object' : found.slice(0, SHOWN).join(', ') + more;
  return `The ${what} ${verb} ${list}.${meant ? ` Did you mean "${meant}"?` : ''}`;
}

function failure(
  { name }: Protocol,
  { cassette, number }: Place,
  reason: string,
  hint: string,
): PlayheadError {
  const place = `${cassetteName(cassette)}, interaction ${number}`;
  const message = `Cannot read ${place} as ${name}: ${reason}. ${hint}`;
  return new PlayheadError('bad-cassette', message, { file: cassette.file });
}
