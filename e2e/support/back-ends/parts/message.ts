/** Says what has come of an answer, in the words of our own envelopes. */
export type Message =
  | { type: 'delta'; text: string }
  | { type: 'done' }
  // Not `error`: an EventSource calls its own troubles so.
  | { type: 'failed'; reason: string };

/** Asks for an answer: the body of a request, or what is sent to a socket. */
export interface Question {
  text: string;
}
