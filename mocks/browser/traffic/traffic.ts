import { clock } from '../../stream/clock.ts';
import { createReceived } from './received.ts';

/** What comes by one connection of the page: a response, a socket, an event source, a worker. */
export interface Source {
  /** Something has come, in whole or in part. */
  received(text: string): void;
  /** A message has come, as a whole. */
  message(data: unknown): void;
  /** Nothing more comes. */
  end(): void;
}

export type Traffic = ReturnType<typeof createTraffic>;

/** Keeps so many of the connections that have ended: what came by them may still be asked for. */
const ENDED_KEPT = 20;

/** Keeps what comes into this document, by whatever way. */
export function createTraffic() {
  const open = new Set<ReturnType<typeof createReceived>>();
  const ended: ReturnType<typeof createReceived>[] = [];
  let lastCancelled: string | undefined;
  const waiting = new Set<() => void>();
  let lastAt = -Infinity;

  function changed(): void {
    lastAt = clock.now();
    for (const look of waiting) look();
  }

  return {
    /** Begins a connection. */
    open(): Source {
      const received = createReceived();
      open.add(received);
      return {
        received(text) {
          received.add(text);
          changed();
        },
        message(data) {
          received.add(textOf(data));
          received.flush();
          changed();
        },
        end() {
          if (!open.delete(received)) return;
          received.flush();
          ended.push(received);
          if (ended.length > ENDED_KEPT) ended.shift();
          changed();
        },
      };
    },
    /** Notes that the page has ended a connection by itself. */
    cancelled: (what: string) => void (lastCancelled = what),
    /** What the page has ended by itself last, for messages. */
    get lastCancelled() {
      return lastCancelled;
    },
    /** When something came last, by `clock.now()`. */
    get lastAt() {
      return lastAt;
    },
    /** Tells whether a text has come that a model has said, once: see `Received.shows`. */
    shows: (textSoFar: string, last: string) =>
      [...open, ...ended].filter((each) => each.shows(textSoFar, last)).length > 0, // asks each
    /** Tells whether such a text has come at all, by a connection which has ended or by any. */
    has: (textSoFar: string, last: string, by: 'ended' | 'any') =>
      [...(by === 'any' ? open : []), ...ended].some((each) => each.has(textSoFar, last)),
    /** Calls back whenever something comes; returns what ends that. */
    onChange(look: () => void): () => void {
      waiting.add(look);
      return () => void waiting.delete(look);
    },
  };
}

/** Reads a message as text, as far as it is text. */
function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  if (ArrayBuffer.isView(data)) return new TextDecoder().decode(data);
  try {
    return JSON.stringify(data) ?? '';
  } catch {
    return ''; // it refers to itself
  }
}
