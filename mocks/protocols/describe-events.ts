import { bodyText } from '../wire/body.ts';
import type { Part } from './part.ts';
import type { WireEvent } from '../wire/event.ts';
import { quote as quoteText } from '../util/text.ts';

const quote = (text: string) => quoteText(text, 60);

/** Describes what some events say: `text "Hello", finish "stop"`. */
export function describeParts(parts: readonly Part[]): string {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const continues = last?.type === part.type && 'text' in last && 'text' in part;
    if (continues && indexOf(last) === indexOf(part)) {
      merged[merged.length - 1] = { ...last, text: last.text + part.text } as Part;
    } else {
      merged.push(part);
    }
  }
  return merged.map(describePart).join(', ');
}

/** Describes an event that holds no part, by its bytes. */
export function describeEvent({ data, raw }: WireEvent): string {
  if (data === '[DONE]') return '[DONE]';
  return data === undefined ? `comment ${quote(bodyText(raw).trim())}` : 'no part';
}

/** Describes a range of events, counted from 1: `event 3 of 8`, `events 3 to 5 of 8`. */
export function describeRange(from: number, to: number, total: number): string {
  if (to <= from) return `no event of ${total}`;
  return to === from + 1 ? `event ${to} of ${total}` : `events ${from + 1} to ${to} of ${total}`;
}

function describePart(part: Part): string {
  switch (part.type) {
    case 'tool-call':
      return `tool-call ${part.name ?? part.index}`;
    case 'finish':
      return `finish ${quote(part.reason)}`;
    case 'usage':
      return 'usage';
    case 'error':
      return `error ${quote(part.message)}`;
    default:
      return `${part.type} ${quote(part.text)}`;
  }
}

function indexOf(part: Part): number | undefined {
  return 'index' in part ? part.index : undefined;
}
