import type { Fault } from './fault.ts';

/** The fields of a type of fault, and its effect on the response. */
export interface FaultKind {
  /** Fields that it must have. */
  required?: readonly string[];
  /** Fields that it may have. */
  optional?: readonly string[];
  /** Between events (`after`) or at one of them. Absent: the whole response. */
  place?: 'after' | 'at';
  /** It applies only before the head of the response is sent. */
  beforeHead?: true;
  /** Another response replaces the recorded one. */
  replaces?: true;
  /** A conforming client still reads the whole recording, so the interaction counts as played. */
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
