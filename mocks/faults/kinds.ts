import type { Fault } from './fault.ts';

/** What a type of fault looks like. */
export interface Kind {
  /** Fields that it must have. */
  needs?: readonly string[];
  /** Fields that it may have. */
  may?: readonly string[];
  /** Where it strikes: between events, or an event itself. Absent: the whole answer. */
  place?: 'after' | 'at';
  /** It can only come before the response has begun. */
  first?: true;
  /** Another answer comes in place of the recorded one. */
  replaces?: true;
  /** A client that reads as it should gets the whole answer: the interaction has been played. */
  harmless?: true;
}

/** Every type of fault. */
export const KINDS: { [K in Fault['type']]: Kind } = {
  status: { needs: ['status'], may: ['headers', 'body'], first: true, replaces: true },
  refused: { first: true, replaces: true },
  html: { may: ['status'], first: true, replaces: true },
  'content-type': { needs: ['value'], first: true },
  crlf: { harmless: true },
  comments: { may: ['text'], harmless: true },
  slow: { needs: ['ms'], place: 'after', harmless: true },
  stall: { place: 'after' },
  end: { place: 'after' },
  disconnect: { place: 'after' },
  'error-event': { may: ['message'], place: 'after' },
  cut: { place: 'at' },
  'bad-json': { place: 'at' },
  duplicate: { place: 'at' },
  reorder: { place: 'at' },
  flood: { may: ['times'], place: 'at' },
};
