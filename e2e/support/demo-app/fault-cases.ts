import type { EventPlace, PlacedFault } from 'playhead';

/** Something that goes wrong, and what a person sees of it. */
export interface Mishap {
  /** @param more the event with the second piece of the answer's text; the first is said before */
  fault: (more: EventPlace) => PlacedFault;
  /** All that the alert says. Absent: there is none. */
  says?: string | RegExp;
  /** The same where a provider is told of in other words, or `undefined` where there is no alert. */
  elsewhere?: Readonly<Record<string, string>>;
  /** What is on the screen of the answer, from its pieces. Absent: what has been recorded. */
  shows?: (first: string, second: string) => string;
  /** It is tried with every provider, not only with one of each kind. */
  everywhere?: true;
  /** Why it cannot strike the answers of these providers. */
  cannot?: Readonly<Record<string, string>>;
}

const AGAIN = 'Try again.';
const OTHER = 'Try again, or choose another provider.';
const KEPT = `The partial answer is kept. ${AGAIN}`;
const BROKE_OFF = `The connection was lost. ${KEPT}`;
const NO_END = `The answer was cut off. ${KEPT}`;
const UNREACHABLE = 'Cannot reach the provider. Check your connection, then try again.';
const LOGIN = `instead of an answer. Your network may require a login. ${AGAIN}`;
const OVERLOADED = 'The model is overloaded.';
const STACK = '    at read (/srv/stream.js:12:3)';
const WRONG = `The provider reported an error. ${OVERLOADED} ${KEPT}`;
const UNAVAILABLE = `The provider is unavailable (503). ${OVERLOADED} The partial answer is kept. ${OTHER}`;

const nothing = () => '';
const first = (said: string) => said;

const NO_COMMENTS = 'its framing knows no comments';
const NO_REST = 'nothing comes after that: it is the end already';
export const FLOOD = 3000;

/** What goes wrong, by name. A slow, a stalled and a refused answer are in the spec. */
export const MISHAPS: Readonly<Record<string, Mishap>> = {
  'no connection': { fault: () => ({ type: 'refused' }), says: UNREACHABLE, shows: nothing },
  'disconnect before the first event': {
    fault: () => ({ type: 'disconnect', after: 0 }),
    says: UNREACHABLE,
    shows: nothing,
  },
  'disconnect after text': {
    fault: () => ({ type: 'disconnect', after: 'text' }),
    says: BROKE_OFF,
    shows: first,
    everywhere: true,
  },
  'disconnect after the finish': {
    fault: () => ({ type: 'disconnect', after: 'finish' }),
    elsewhere: { anthropic: BROKE_OFF },
  },
  'end before the first event': {
    fault: () => ({ type: 'end', after: 0 }),
    says: `The provider sent no answer. ${AGAIN}`,
    shows: nothing,
  },
  'end after text': {
    fault: () => ({ type: 'end', after: 'text' }),
    says: NO_END,
    shows: first,
    everywhere: true,
  },
  // Chat completions lack their usage and `[DONE]` then, and recordings do. Anthropic says when it is at its end.
  'end after the finish': {
    fault: () => ({ type: 'end', after: 'finish' }),
    elsewhere: { anthropic: NO_END },
    cannot: { google: NO_REST, ollama: NO_REST },
  },
  'cut in text': {
    fault: (at) => ({ type: 'cut', at }),
    says: NO_END,
    shows: first,
    everywhere: true,
  },
  'bad JSON in text': {
    fault: (at) => ({ type: 'bad-json', at }),
    says: `The provider sent an unreadable response. ${KEPT}`,
    shows: first,
  },
  'error event after text': {
    fault: () => ({ type: 'error-event', after: 'text' }),
    says: WRONG,
    elsewhere: { google: UNAVAILABLE, 'vertex-google': UNAVAILABLE },
    shows: first,
    everywhere: true,
  },
  'error event for machines': {
    fault: () => ({
      type: 'error-event',
      after: 'text',
      message: 'Upstream: {"error":{"code":5}}',
    }),
    says: `The provider reported an error. ${KEPT}`,
    elsewhere: {
      google: `The provider is unavailable (503). The partial answer is kept. ${OTHER}`,
    },
    shows: first,
  },
  'error event with a stack': {
    fault: () => ({ type: 'error-event', after: 'text', message: `${OVERLOADED}\n${STACK}` }),
    says: WRONG,
    elsewhere: { google: UNAVAILABLE },
    shows: first,
  },
  'a web page': {
    fault: () => ({ type: 'html' }),
    says: `The provider sent a web page ${LOGIN}`,
    shows: nothing,
  },
  'a web page with 502': {
    fault: () => ({ type: 'html', status: 502 }),
    says: /^The provider is unreachable \(502\)\.( Bad Gateway\.)? Try again, or choose another provider\.$/,
    shows: nothing,
  },
  'a picture': {
    fault: () => ({ type: 'content-type', value: 'image/png' }),
    says: `The provider sent image/png ${LOGIN}`,
    shows: nothing,
  },
  // Some servers name nothing better.
  'plain text as its type': { fault: () => ({ type: 'content-type', value: 'text/plain' }) },
  'text twice': {
    fault: () => ({ type: 'duplicate', at: 'text' }),
    shows: (one, two) => `${one}${one}${two}`,
  },
  'text in another order': {
    fault: () => ({ type: 'reorder', at: 'text' }),
    shows: (one, two) => `${two.trim()}${one}`,
  },
  'a flood of text': {
    fault: () => ({ type: 'flood', at: 'text', times: FLOOD }),
    shows: (one, two) => `${one.repeat(FLOOD)}${two}`,
  },
  'lines that end in CR LF': { fault: () => ({ type: 'crlf' }) },
  comments: { fault: () => ({ type: 'comments' }), cannot: { ollama: NO_COMMENTS } },
};

/** A refused request. */
export interface Refusal {
  status: number;
  headers?: Record<string, string>;
  /** Before what the provider itself says. */
  says: string;
  mend: string;
  button: RegExp;
}

const KEY = 'Check the API key.';
const ASK = /^Regenerate$/;
const TRY = /^Try again/;

export const REFUSALS: readonly Refusal[] = [
  {
    status: 401,
    says: 'The provider rejected the API key (401).',
    mend: KEY,
    button: ASK,
  },
  { status: 403, says: 'The provider denied access (403).', mend: KEY, button: ASK },
  {
    status: 404,
    says: 'The provider does not know this model or address (404).',
    mend: 'Choose another provider.',
    button: ASK,
  },
  {
    status: 429,
    headers: { 'retry-after': '1' },
    says: 'Rate limit reached (429).',
    mend: 'Wait 1 second, then try again.',
    button: TRY,
  },
  { status: 500, says: 'The provider failed (500).', mend: OTHER, button: TRY },
  {
    status: 503,
    says: 'The provider is unavailable (503).',
    mend: OTHER,
    button: TRY,
  },
  { status: 529, says: 'The provider is overloaded (529).', mend: OTHER, button: TRY },
];
