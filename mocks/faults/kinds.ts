import type { Fault } from './fault.ts';

/** What a type of fault looks like. */
export interface FaultKind {
  /** Fields that it must have. */
  required?: readonly string[];
  /** Fields that it may have. */
  optional?: readonly string[];
  /** Where it strikes: between events, or an event itself. Absent: the whole answer. */
  place?: 'after' | 'at';
  /** It can only come before the response has begun. */
  beforeHead?: true;
  /** Another answer comes in place of the recorded one. */
  replaces?: true;
  /** A client that reads as it should gets the whole answer: the interaction has been played. */
  keepsInteraction?: true;
}

/** Every type of fault. */
export const FAULT_KINDS: { [K in Fault['type']]: FaultKind } = {
  status: { required: ['status'], optional: ['headers', 'body'], beforeHead: true, replaces: true },
  refused: { beforeHead: true, replaces: true },
  html: { optional: ['status'], beforeHead: true, replaces: true },
  'content-type': { required: ['value'], beforeHead: true },
  crlf: { keepsInteraction: true },
  comments: { optional: ['text'], keepsInteraction: true },
  slow: { required: ['ms'], place: 'after', keepsInteraction: true },
  stall: { place: 'after' },
  end: { place: 'after' },
  disconnect: { place: 'after' },
  'error-event': { optional: ['message'], place: 'after' },
  cut: { place: 'at' },
  'bad-json': { place: 'at' },
  duplicate: { place: 'at' },
  reorder: { place: 'at' },
  flood: { optional: ['times'], place: 'at' },
};
