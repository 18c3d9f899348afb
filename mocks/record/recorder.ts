import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { type CapturedExchange, interactionOf } from './exchange.ts';
import {
  createRedactor,
  type RedactionOptions,
  type Redactor,
  type Removed,
} from './redaction/redactor.ts';

export type Recorder = ReturnType<typeof createRecorder>;

/** One request whose response is awaited. */
export interface Slot {
  /** Records the exchange, without its secrets. Resolves when it is in the cassette, with what was removed. */
  fill(exchange: CapturedExchange): Promise<readonly Removed[]>;
}

/**
 * Collects exchanges for a cassette: in the order in which their requests began, without their secrets, and
 * only those that are complete.
 * @param earlier what they follow
 * @throws PlayheadError as `createRedactor`
 */
export function createRecorder(earlier: readonly Interaction[], options: RedactionOptions = {}) {
  const redactor = createRedactor(options);
  // First: what stands for a secret there must not stand for another one.
  const ready = redactAll(redactor, earlier);
  ready.catch(() => {}); // `fill` gets the rejection
  const slots: { interaction?: Interaction; removed: readonly Removed[] }[] = [];
  return {
    /** Keeps the place of a request. */
    begin(): Slot {
      const slot: (typeof slots)[number] = { removed: [] };
      slots.push(slot);
      return {
        async fill(exchange) {
          await ready;
          const { interaction, removed } = await redactor.redact(interactionOf(exchange));
          Object.assign(slot, { interaction, removed });
          return removed;
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

async function redactAll(redactor: Redactor, interactions: readonly Interaction[]): Promise<void> {
  // Goes one by one: placeholders are numbered in order.
  for (const each of interactions) await redactor.redact(each);
}
