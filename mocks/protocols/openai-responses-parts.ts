import { text } from '../util/json.ts';
import type { CallInRequest } from './conversation.ts';
import type { Part } from './part.ts';
import { argumentsOf, callPart, partOf } from './reader.ts';

/** A kind of streamed text. `summary` is reasoning too, but an item has its own numbers for each. */
export type PartKind = 'text' | 'summary' | 'reasoning' | 'arguments';

/** The writer of the parts of one response. */
export type PartWriter = ReturnType<typeof createPartWriter>;

/** Writes each part once, though deltas, `.done` events, items and the final response all repeat it. */
export function createPartWriter() {
  const written = new Set<string>();
  /** Maps items to the kind of their reasoning. */
  const reasoning = new Map<number, PartKind>();

  /** Adds a delta. `slot` is the position among several of a kind in one item. */
  const append = (kind: PartKind, index: number, slot: unknown, value: unknown): Part[] => {
    const content = text(value);
    if (content === undefined) return [];
    const key = keyOf(kind, index, slot);
    const isFirst = !written.has(key);
    written.add(key);
    if (kind === 'text') return partOf('text', content);
    if (kind === 'arguments') return argumentsOf(index, content);
    // Takes one kind an item: some send both the reasoning and its summary.
    if ((reasoning.get(index) ?? kind) !== kind) return [];
    const needsBreak = isFirst && reasoning.size > 0;
    reasoning.set(index, kind);
    return partOf('reasoning', needsBreak ? `\n\n${content}` : content);
  };

  return {
    isEmpty: () => written.size === 0,
    append,

    /** Adds a complete text, if nothing of it came by delta. */
    complete(kind: PartKind, index: number, slot: unknown, value: unknown): Part[] {
      return written.has(keyOf(kind, index, slot)) ? [] : append(kind, index, slot, value);
    },

    /** Adds a call, or its id or name once known. */
    startCall(index: number, call: CallInRequest): Part[] {
      const key = JSON.stringify(['call', index, call.id, call.name]);
      if (written.has(key)) return [];
      written.add(key);
      return [callPart(index, call)];
    },
  };
}

function keyOf(kind: PartKind, index: number, slot: unknown): string {
  return JSON.stringify([kind, index, slot]);
}
