import { cassetteName } from '../cassette/cassette.ts';
import { messageKey } from '../protocols/conversation.ts';
import { isBuiltIn, protocolOfRequest, speaks } from '../protocols/protocols.ts';
import { canonicalJson, parseJson } from '../util/json.ts';
import { maskedUrl, requestName } from '../util/masked-url.ts';
import { commonLength } from '../util/split-words.ts';
import { indent } from '../util/text.ts';
import { messagesOf, type ParsedRequest, rolesKey } from './parsed-request.ts';
import type { Difference } from './body-differences.ts';
import { describeRequest, differences } from './differences.ts';
import type { Matcher } from './matcher.ts';
import type { Match } from './options.ts';
import type { Recording } from './recording.ts';

/** A request without a recorded response. Plain JSON: it is also the body of the 501. */
export interface Miss {
  method: string;
  url: string;
  /** The whole explanation, several lines. */
  message: string;
  /** The interaction to append to a cassette so that it is answered, with an answer to edit: YAML. */
  append?: string;
  /** The request, one line per message. */
  received: string[];
  /** The most similar recorded interaction, and the compared fields in which it differs. */
  nearest?: {
    cassette: string;
    /** Counted from 1. */
    interaction: number;
    recorded: string[];
    differences: Difference[];
  };
}

/** Explains a request whose method and path were not recorded. */
export function explainNoRoute(
  request: { method: string; url: string; body: string },
  recordings: readonly Recording[],
): Miss {
  const { method, url, body } = request;
  const other = otherProtocols({ url, body: parseJson(body) }, recordings);
  const reason =
    recordings.length === 0
      ? 'the cassettes have no interactions. Record one first'
      : (other ??
        'no interaction was recorded for this method and path. Set endpoint to the path that the app uses');
  const message = `Cannot answer ${requestName(request)}: ${reason}.`;
  return { method, url: maskedUrl(url), message, received: [] };
}

/** Says that the app speaks a protocol that no recording speaks; undefined where one does. */
function otherProtocols(
  request: { url: string; body: unknown },
  recordings: readonly Recording[],
): string | undefined {
  const spoken = protocolOfRequest(request);
  const recorded = new Set(recordings.flatMap((each) => each.request.protocol ?? []));
  const known = [...recorded].map(({ name }) => name);
  if (!spoken || known.length === 0 || known.includes(spoken)) return undefined;
  // Requests of an own protocol may look like those of a provider, and back ends have Ollama's path.
  const isSure = spoken !== 'ollama-chat';
  if ([...recorded].some((each) => !(isSure && isBuiltIn(each)) && speaks(each, request))) {
    return undefined;
  }
  return `the app speaks ${spoken}, and the cassettes hold ${known.join(' and ')}. Record a conversation of the app with this endpoint`;
}

/** Explains a miss: the request, the nearest recording, the differences, and a hint. */
export function explainMiss(
  request: ParsedRequest,
  recordings: readonly Recording[],
  { fits }: Pick<Matcher, 'fits'>,
  match: Match,
): Miss {
  const { method, url } = request;
  const lines = describeRequest(request);
  const played = recordings.find((recording) => fits(request, recording));
  const nearest = played ?? findNearest(request, recordings);
  const recorded = describeRequest(nearest.request);
  const differing = played
    ? [repeatedRequest(played)]
    : differences(request, nearest.request, match);
  const cassette = cassetteName(nearest.cassette);
  const other = played ? undefined : otherProtocols(request, recordings);
  const message = [
    `Cannot answer ${requestName(request)}: ${other ?? reasonOf(!!played, match)}.`,
    '',
    'received:',
    ...lines.map(indent),
    `nearest of ${recordings.length} recorded: ${cassette}, interaction ${nearest.number}:`,
    ...recorded.map(indent),
    'differences:',
    ...differing.flatMap(describeDifference).map(indent),
    '',
    played ? PLAYED_HINT : hintFor(request, nearest, match),
  ].join('\n');
  const found = { cassette, interaction: nearest.number, recorded, differences: differing };
  return { method, url: maskedUrl(url), message, received: lines, nearest: found };
}

const PLAYED_HINT = 'Send the request once, record the second response too, or set repeat: true.';

function hintFor(request: ParsedRequest, nearest: Recording, match: Match): string {
  const record = 'record this conversation (npx playhead record)';
  return match === 'conversation' && differInCallsAlone(request, nearest.request)
    ? `Send a recorded request, ${record}, or set match: 'turn' if a tool returns something else each time.`
    : `Send a recorded request, or ${record}.`;
}

/** Tells whether two requests differ in their tool calls alone. */
function differInCallsAlone(one: ParsedRequest, other: ParsedRequest): boolean {
  return rolesKey(one) === rolesKey(other) && userTextsKey(one) === userTextsKey(other);
}

function userTextsKey(request: ParsedRequest): string {
  const users = messagesOf(request).filter(({ role }) => role === 'user');
  return canonicalJson(users.map(messageKey));
}

function reasonOf(played: boolean, match: Match): string {
  if (played) return 'every matching interaction has already been played';
  if (typeof match === 'function') return 'the match function accepts no recorded interaction';
  return match === 'conversation'
    ? 'no recorded interaction matches this request'
    : `no recorded interaction matches this request by match: '${match}'`;
}

function repeatedRequest({ interaction }: Recording): Difference {
  const recorded = `one, with response ${interaction.response.code}`;
  return { field: 'number of requests', received: 'one more', recorded };
}

/**
 * Finds the most similar recording: the one with the most messages in common and in order, since an
 * app may leave one out; then with the longest common beginning, the nearest length, file order.
 */
function findNearest(request: ParsedRequest, recordings: readonly Recording[]): Recording {
  const own = messageKeys(request);
  const ranked = recordings.map((recording) => {
    const keys = messageKeys(recording.request);
    const distance = Math.abs(keys.length - own.length);
    return { recording, rank: [commonCount(keys, own), commonLength(keys, own), -distance] };
  });
  return ranked.reduce((best, each) => (isHigher(each.rank, best.rank) ? each : best)).recording;
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  const [first = 0] = one.map((value, at) => value - other[at]!).filter((each) => each !== 0);
  return first > 0;
}

function messageKeys(request: ParsedRequest): string[] {
  return messagesOf(request).map(messageKey);
}

/** Measures the longest common subsequence. */
function commonCount(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, () => 0);
  for (const key of one) {
    const next = [0];
    for (const [at, each] of other.entries()) {
      next.push(each === key ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!));
    }
    row = next;
  }
  return row.at(-1)!;
}

function describeDifference({ field, received, recorded }: Difference): string[] {
  return [field, `  received  ${received}`, `  recorded  ${recorded}`];
}
