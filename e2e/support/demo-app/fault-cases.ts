import type { EventPlace, PlacedFault } from 'playhead';

/** A fault, and what a person sees of it. */
export interface FaultCase {
  /** @param second the event with the second piece of the answer's text */
  fault: (second: EventPlace) => PlacedFault;
  /** Expects exactly this in the alert; absent: no alert. */
  alert?: string | RegExp;
  /** Expects another text for these providers. */
  alertOf?: Readonly<Record<string, string>>;
  /** Makes the expected text of the answer from its pieces; absent: the recorded answer. */
  shows?: (first: string, second: string) => string;
  /** Expects another text of the answer for these providers. */
  showsOf?: Readonly<Record<string, string>>;
  /** Says why the fault cannot be applied to the answers of these providers. */
  impossible?: Readonly<Record<string, string>>;
}

const AGAIN = 'Try again.';
const OTHER = 'Try again, or choose another provider.';
const KEPT = `The partial answer is kept. ${AGAIN}`;
const BROKE_OFF = `The connection was lost. ${KEPT}`;
const NO_END = `The answer was cut off. ${KEPT}`;
const NO_ANSWER = `The provider sent no answer. ${AGAIN}`;
const UNREACHABLE = 'Cannot reach the provider. Check your connection, then try again.';
const LOGIN = `instead of an answer. Your network may require a login. ${AGAIN}`;
const OVERLOADED = 'The model is overloaded.';
const STACK = '    at read (/srv/stream.js:12:3)';
const WRONG = `The provider reported an error. ${OVERLOADED} ${KEPT}`;
const UNAVAILABLE = `The provider is unavailable (503). ${OVERLOADED} The partial answer is kept. ${OTHER}`;

const nothing = () => '';
const first = (text: string) => text;

const NO_COMMENTS = 'its framing has no comments';
const NO_LINES = 'its bytes are not text and have no line ends';
const NO_REST = 'nothing comes after that: it is the end already';
export const FLOOD = 1000;

/** An answer with text of each client library. */
export interface Sample {
  cassette: string;
  /** The text of the second event that holds some. */
  second: string;
}

export const SAMPLES: readonly Sample[] = [
  { cassette: 'groq/tool_streaming', second: ' check' },
  { cassette: 'openrouter/multi_tool_streaming_kimi-k2', second: ' add' },
  { cassette: 'handmade/openai-responses/tool-loop', second: ' use both' },
  { cassette: 'handmade/anthropic/tool-loop', second: ' and multiply them.' },
  { cassette: 'handmade/vertex-anthropic/tool-loop', second: ' the weather.' },
  { cassette: 'handmade/bedrock/tool-loop', second: ' multiply.' },
  { cassette: 'handmade/google/no-parts-at-end', second: ' planet nearest to the sun.' },
  { cassette: 'handmade/ollama/json-lines', second: ' colours:' },
  { cassette: 'handmade/ai-sdk-ui/client-tools', second: ' add them.' },
];

/** The fault cases by name. A slow, a stalled and a refused answer are in the spec. */
export const FAULT_CASES: Readonly<Record<string, FaultCase>> = {
  'no connection': { fault: () => ({ type: 'refused' }), alert: UNREACHABLE, shows: nothing },
  'disconnect before the first event': {
    fault: () => ({ type: 'disconnect', after: 0 }),
    alert: UNREACHABLE,
    shows: nothing,
  },
  'disconnect after text': {
    fault: () => ({ type: 'disconnect', after: 'text' }),
    alert: BROKE_OFF,
    shows: first,
  },
  'disconnect after the finish': {
    fault: () => ({ type: 'disconnect', after: 'finish' }),
    alertOf: { anthropic: BROKE_OFF, 'vertex-anthropic': BROKE_OFF, bedrock: BROKE_OFF },
  },
  'end before the first event': {
    fault: () => ({ type: 'end', after: 0 }),
    alert: NO_ANSWER,
    shows: nothing,
  },
  'end after text': {
    fault: () => ({ type: 'end', after: 'text' }),
    alert: NO_END,
    shows: first,
  },
  // Only `usage` and `[DONE]` of chat completions are missing then, as in some recordings. Anthropic marks its end.
  'end after the finish': {
    fault: () => ({ type: 'end', after: 'finish' }),
    alertOf: { anthropic: NO_END, 'vertex-anthropic': NO_END, bedrock: NO_END },
    impossible: { 'openai-responses': NO_REST, google: NO_REST, ollama: NO_REST },
  },
  'cut in text': {
    fault: (at) => ({ type: 'cut', at }),
    alert: NO_END,
    shows: first,
  },
  'bad JSON in text': {
    fault: (at) => ({ type: 'bad-json', at }),
    alert: `The provider sent an unreadable response. ${KEPT}`,
    shows: first,
  },
  'error event after text': {
    fault: () => ({ type: 'error-event', after: 'text' }),
    alert: WRONG,
    alertOf: { google: UNAVAILABLE },
    shows: first,
  },
  'error event for machines': {
    fault: () => ({
      type: 'error-event',
      after: 'text',
      message: 'Upstream: {"error":{"code":5}}',
    }),
    alert: `The provider reported an error. ${KEPT}`,
    alertOf: {
      google: `The provider is unavailable (503). The partial answer is kept. ${OTHER}`,
    },
    shows: first,
  },
  'error event with a stack': {
    fault: () => ({ type: 'error-event', after: 'text', message: `${OVERLOADED}\n${STACK}` }),
    alert: WRONG,
    alertOf: { google: UNAVAILABLE },
    shows: first,
  },
  'a web page': {
    fault: () => ({ type: 'html' }),
    alert: `The provider sent a web page ${LOGIN}`,
    shows: nothing,
  },
  'a web page with 502': {
    fault: () => ({ type: 'html', status: 502 }),
    alert:
      /^The provider is unreachable \(502\)\.( Bad Gateway\.)? Try again, or choose another provider\.$/,
    shows: nothing,
  },
  'a picture': {
    fault: () => ({ type: 'content-type', value: 'image/png' }),
    alert: `The provider sent image/png ${LOGIN}`,
    shows: nothing,
  },
  // Some servers name nothing better.
  'plain text as its type': {
    fault: () => ({ type: 'content-type', value: 'text/plain' }),
    alertOf: { bedrock: NO_ANSWER },
    showsOf: { bedrock: '' },
  },
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
  'lines that end in CR LF': {
    fault: () => ({ type: 'crlf' }),
    impossible: { bedrock: NO_LINES },
  },
  comments: {
    fault: () => ({ type: 'comments' }),
    impossible: { ollama: NO_COMMENTS, bedrock: NO_COMMENTS },
  },
};
