import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { type Exchange, interactionOf } from './exchange.ts';
import type { Redact, Removed } from './redaction.ts';

export type Recorder = ReturnType<typeof createRecorder>;

/** One request whose response is awaited. */
export interface Slot {
  /** Records the exchange, without its secrets. Resolves when it is in the cassette. */
  fill(exchange: Exchange): Promise<Interaction>;
}

/**
 * Collects exchanges for a cassette: in the order in which their requests began, and only those that are
 * complete.
 * @param earlier what they follow
 */
export function createRecorder(earlier: readonly Interaction[], redact: Redact) {
  const slots: { interaction?: Interaction; removed: readonly Removed[] }[] = [];
  return {
    /** Keeps the place of a request. */
    begin(): Slot {
      const slot: (typeof slots)[number] = { removed: [] };
      slots.push(slot);
      return {
        async fill(exchange) {
          const { interaction, removed } = await redact(interactionOf(exchange));
          Object.assign(slot, { interaction, removed });
          return interaction;
        },
      };
    },
    /** What was recorded so far, after what was there. */
    get cassette(): Cassette {
      const recorded = slots.flatMap(({ interaction }) => interaction ?? []);
      const interactions = [...earlier, ...recorded].map((each, id) => ({ ...each, id }));
      return { version: 2, interactions };
    },
    /** How many were recorded. */
    get count(): number {
      return slots.filter(({ interaction }) => interaction).length;
    },
    /** What was removed from them. */
    get removed(): readonly Removed[] {
      return slots.flatMap(({ removed }) => removed);
    },
  };
}
