import { framingOf } from '../../cassette/events.ts';
import type { Part } from '../../protocols/part.ts';
import { amazonFrames } from '../../wire/amazon-frames.ts';
import { bodyText } from '../../wire/body.ts';
import type { WireEvent } from '../../wire/event.ts';
import { ndjson } from '../../wire/ndjson.ts';
import { sse } from '../../wire/sse.ts';
import type { ReadInteraction } from '../read-interactions.ts';
import { reasoningFields } from './reasoning-fields.ts';

/** How a provider has cut one response into events: what chat UIs break on. */
export interface ChunkStyle {
  /** `document`: it is not a stream. */
  framing: 'sse' | 'ndjson' | 'amazon-frames' | 'document';
  events: number;
  /** Whether tool calls come in one event each. `both`: some do. */
  toolCalls: 'none' | 'whole' | 'fragments' | 'both';
  /** Which events hold the usage; empty: none. `every`: all that say something. */
  usage: ('own' | 'finish' | 'content' | 'every')[];
  /** How many comments of server-sent events there are. */
  comments: number;
  /** The forms of the ids of tool calls, such as `call_…`, or `none`. */
  callIds: string[];
  /** Whether `[DONE]` ends the stream. */
  done: boolean;
  /** Absent where there are no lines: in binary frames and documents. */
  lineEnds?: 'LF' | 'CRLF' | 'CR' | 'mixed';
  /** The keys that hold reasoning; empty: there is none. */
  reasoningFields: string[];
  /** Whether the time of each event was recorded. */
  eventTimes: boolean;
  /** Whether the sizes of the network chunks were recorded. */
  chunkSizes: boolean;
}

/** Describes the chunk style of one response. */
export function chunkStyleOf({ interaction, events, parts }: ReadInteraction): ChunkStyle {
  const { response } = interaction;
  const framing = framingName(interaction.response);
  const lineEnds = framing === 'sse' || framing === 'ndjson' ? lineEndsOf(events) : undefined;
  return {
    framing,
    events: events.length,
    toolCalls: toolCallStyle(parts),
    usage: usageStyle(parts),
    comments: framing === 'sse' ? count(events, /^:/gm) : 0,
    callIds: callIdStyles(parts),
    done: events.some(({ data }) => data?.trim() === '[DONE]'),
    ...(lineEnds && { lineEnds }),
    reasoningFields: reasoningFields(events, parts),
    eventTimes: response.event_times !== undefined,
    chunkSizes: response.chunk_sizes !== undefined,
  };
}

function framingName(response: ReadInteraction['interaction']['response']): ChunkStyle['framing'] {
  switch (framingOf(response)) {
    case sse:
      return 'sse';
    case ndjson:
      return 'ndjson';
    case amazonFrames:
      return 'amazon-frames';
    default:
      return 'document';
  }
}

function toolCallStyle(parts: readonly Part[][]): ChunkStyle['toolCalls'] {
  const seen = new Map<number, number>();
  for (const each of parts) {
    const calls = each.flatMap((part) =>
      part.type === 'tool-call' || part.type === 'tool-arguments' ? [part.index] : [],
    );
    for (const index of new Set(calls)) seen.set(index, (seen.get(index) ?? 0) + 1);
  }
  const counts = [...seen.values()];
  if (counts.length === 0) return 'none';
  if (counts.every((events) => events === 1)) return 'whole';
  return counts.includes(1) ? 'both' : 'fragments';
}

function usageStyle(parts: readonly Part[][]): ChunkStyle['usage'] {
  const speaking = parts.filter((each) => each.length > 0);
  const holding = speaking.filter((each) => each.some(({ type }) => type === 'usage'));
  if (holding.length > 1 && holding.length === speaking.length) return ['every'];
  const places = holding.map((each) => {
    if (each.every(({ type }) => type === 'usage')) return 'own';
    return each.some(({ type }) => type === 'finish') ? 'finish' : 'content';
  });
  return [...new Set(places)];
}

function callIdStyles(parts: readonly Part[][]): string[] {
  const ids = new Map<number, string | undefined>();
  for (const part of parts.flat()) {
    if (part.type === 'tool-call') ids.set(part.index, ids.get(part.index) ?? part.id);
  }
  return [...new Set([...ids.values()].map(idStyle))];
}

/** Names the form of an id: `call_…`, `functions.<name>:<n>`, `<n>`, `<uuid>` or `<letters>`. */
function idStyle(id: string | undefined): string {
  if (id === undefined) return 'none';
  if (/^\d+$/.test(id)) return '<n>';
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return '<uuid>';
  const [, space = '', counted] = /^(functions\.)?[\w-]+(:\d+)$/.exec(id) ?? [];
  if (counted !== undefined) return `${space}<name>:<n>`;
  const [prefix = '<letters>'] = /^[a-z]+[_-]/i.exec(id) ?? [];
  return prefix.startsWith('<') ? prefix : `${prefix}…`;
}

const LINE_ENDS = [
  ['CRLF', /\r\n/g],
  ['LF', /(?<!\r)\n/g],
  ['CR', /\r(?!\n)/g],
] as const;

function lineEndsOf(events: readonly WireEvent[]): ChunkStyle['lineEnds'] {
  const found = LINE_ENDS.filter(([, pattern]) => count(events, pattern) > 0);
  return found.length > 1 ? 'mixed' : found[0]?.[0];
}

function count(events: readonly WireEvent[], pattern: RegExp): number {
  return events.reduce((sum, { raw }) => sum + (bodyText(raw).match(pattern)?.length ?? 0), 0);
}
