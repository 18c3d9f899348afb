import { cassetteName } from '../cassette/cassette.ts';
import { messageKey } from '../protocols/conversation.ts';
import { canonicalJson } from '../util/json.ts';
import { type ParsedRequest, rolesKey } from './parsed-request.ts';
import { describeRequest, type Difference, differences } from './differences.ts';
import type { Matcher } from './matcher.ts';
import type { Match } from './options.ts';
import type { Recording } from './recording.ts';

/** A request that no recorded interaction answers. Plain data: it is also the body of the 501. */
export interface Miss {
  method: string;
  url: string;
  /** The whole explanation, several lines. */
  message: string;
  /** What came, one line a message. */
  received: string[];
  /** The recorded interaction that is nearest, and every compared field in which it differs. */
  nearest?: {
    cassette: string;
    interaction: number;
    recorded: string[];
    differences: Difference[];
  };
}

/** Explains a request that goes nowhere recorded requests go. */
export function explainNoRoute({ method, url }: { method: string; url: string }): Miss {
  const message = `Cannot answer ${method} ${url}: no recorded interaction goes there. Set endpoint to the path that the app asks.`;
  return { method, url, message, received: [] };
}

/** Explains a miss: what came, what was recorded, where they differ, and what to do. */
export function explainMiss(
  asked: ParsedRequest,
  recordings: readonly Recording[],
  { fits }: Pick<Matcher, 'fits'>,
  match: Match,
): Miss {
  const { method, url } = asked;
  const lines = describeRequest(asked);
  const played = recordings.find((recording) => fits(asked, recording));
  const nearest = played ?? findNearest(asked, recordings);
  if (!nearest) {
    const message = `Cannot answer ${method} ${url}: the cassettes hold no interaction. Record one first.`;
    return { method, url, message, received: lines };
  }
  const recorded = describeRequest(nearest.request);
  const differing = played ? [asOften(played)] : differences(asked, nearest.request, match);
  const cassette = cassetteName(nearest.cassette);
  const message = [
    `Cannot answer ${method} ${url}: ${reasonOf(!!played, match)}.`,
    '',
    'asked:',
    ...indent(lines),
    `nearest of ${recordings.length} recorded: ${cassette}, interaction ${nearest.number}:`,
    ...indent(recorded),
    'differences:',
    ...indent(differing.flatMap(tell)),
    '',
    played ? ASK_ONCE : mendOf(asked, nearest, match),
  ].join('\n');
  const place = { cassette, interaction: nearest.number, recorded, differences: differing };
  return { method, url, message, received: lines, nearest: place };
}

const ASK_ONCE = 'Ask it once, record the second answer too, or set repeat: true.';

function mendOf(asked: ParsedRequest, nearest: Recording, match: Match): string {
  const record = 'record a cassette that holds this conversation';
  return match === 'conversation' && differInCallsAlone(asked, nearest.request)
    ? `Ask what was recorded, ${record}, or set match: 'turn', where a tool gives another result each time.`
    : `Ask what was recorded, or ${record}.`;
}

/** Has the person said the same, and have as many tools answered? */
function differInCallsAlone(one: ParsedRequest, other: ParsedRequest): boolean {
  return rolesKey(one) === rolesKey(other) && questionsKey(one) === questionsKey(other);
}

function questionsKey({ conversation }: ParsedRequest): string {
  const said = conversation?.messages.filter(({ role }) => role === 'user') ?? [];
  return canonicalJson(said.map(messageKey));
}

function reasonOf(played: boolean, match: Match): string {
  if (played) return 'every interaction that asks this has been played';
  if (typeof match === 'function') return 'the match function takes no recorded interaction for it';
  return match === 'conversation'
    ? 'no recorded interaction asks this'
    : `no recorded interaction asks this, by match: '${match}'`;
}

function asOften({ interaction }: Recording): Difference {
  const answered = `one request, answered ${interaction.response.code}`;
  return { field: 'how often it was asked', received: 'once more', recorded: answered };
}

/**
 * The most messages in common, in their order, win: an app may forget one. Then the longest common
 * beginning, then the nearest length, then the file order.
 */
function findNearest(
  asked: ParsedRequest,
  recordings: readonly Recording[],
): Recording | undefined {
  const own = messageKeys(asked);
  let nearest: { recording: Recording; rank: readonly number[] } | undefined;
  for (const recording of recordings) {
    const keys = messageKeys(recording.request);
    const distance = Math.abs(keys.length - own.length);
    const rank = [commonCount(keys, own), commonLength(keys, own), -distance];
    if (!nearest || isHigher(rank, nearest.rank)) nearest = { recording, rank };
  }
  return nearest?.recording;
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && one[at]! > other[at]!;
}

function messageKeys({ conversation }: ParsedRequest): string[] {
  return conversation?.messages.map(messageKey) ?? [];
}

/** The length of the longest common subsequence. */
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

function commonLength(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function tell({ field: where, received: asked, recorded }: Difference): string[] {
  return [where, `  asked     ${asked}`, `  recorded  ${recorded}`];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
