import type { Conversation } from '../protocols/conversation.ts';
import { findProtocol, type ProtocolChoice } from '../protocols/protocols.ts';
import { checkOption, invalid, oneOf, type OptionChecks } from '../util/check-options.ts';

/**
 * The rule that finds the recorded interaction of a request. Method and path must always fit; each
 * interaction is played once. Where several fit, the one answers whose
 * conversation the request continues (ids, texts, cassette), then the one with the same model, tool
 * names, system prompt, URL or body; else the first in file order.
 * - `'conversation'`: user texts, tool results, call names and parsed arguments are equal, and
 *   `stream` where both sides say it; system prompt, key order and extra fields are not compared
 * - `'turn'`: the roles come in the same order, whatever the texts
 * - `'order'`: the next one in file order
 * - `'any'`: nothing; what follows an answer, such as the result of a tool, gets what was recorded after it,
 *   and a first question the next beginning of a conversation. For dev servers, with `repeat`
 * - `'exact'`: the body is equal JSON
 * - a function: the first one not played yet for which it returns true
 */
export type Match = 'conversation' | 'turn' | 'order' | 'any' | 'exact' | RequestMatcher;

/** Tells whether a recorded interaction answers the request that the app has sent. */
export type RequestMatcher = (request: MatchedRequest, recorded: MatchedRequest) => boolean;

/** A request as a `RequestMatcher` sees it. */
export interface MatchedRequest {
  /** In upper case. */
  method: string;
  url: string;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
  /** The conversation in the form all protocols share; absent where none reads the request. */
  conversation?: Conversation;
}

/** Options of matching. */
export interface MatchOptions {
  /** Default: `'conversation'`. */
  match?: Match;
  /**
   * The address that the app uses, where it is not the recorded one: a path (`/api/chat`, on any
   * origin) or a whole URL. Default: the recorded path after the provider's base, on any origin.
   */
  endpoint?: string;
  /**
   * The protocol of the cassettes: a name, or what `defineProtocol` returns. Default: detected per
   * interaction, by URL, request and response.
   */
  protocol?: ProtocolChoice;
}

const MATCHES = ['conversation', 'turn', 'order', 'any', 'exact'];

export const MATCH_CHECKS: OptionChecks<MatchOptions> = {
  match: (value) => {
    if (typeof value === 'function' || MATCHES.includes(value as string)) return;
    throw invalid('match', value, `${oneOf(MATCHES)}, or a function`, MATCHES);
  },
  endpoint: (value) =>
    checkOption('endpoint', value, isEndpoint(value), 'a path that begins with "/", or a URL'),
  protocol: (value) => void findProtocol(value as ProtocolChoice),
};

function isEndpoint(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('/') || URL.canParse(value));
}
