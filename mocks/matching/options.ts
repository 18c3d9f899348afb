import type { Conversation } from '../protocols/conversation.ts';
import { findProtocol, type ProtocolName } from '../protocols/protocols.ts';
import { checkOption, invalid, oneOf, type OptionChecks } from '../util/check-options.ts';

/**
 * Which recorded interaction answers a request. Method and path must fit in any case; model and
 * tool names break ties; each interaction answers once.
 * - `'conversation'`: user texts, tool results, call names and parsed arguments are equal; system
 *   prompt, ids, key order, extra fields and the assistant's own text are not compared
 * - `'turn'`: the roles come in the same order, whatever they say
 * - `'order'`: the first that has not been played
 * - `'exact'`: the body is equal JSON
 * - a function: the first that has not been played and for which it says true
 */
export type Match = 'conversation' | 'turn' | 'order' | 'exact' | RequestMatcher;

/** Is this recorded request the one that is asked? */
export type RequestMatcher = (asked: MatchedRequest, recorded: MatchedRequest) => boolean;

/** A request as a `RequestMatcher` sees it. */
export interface MatchedRequest {
  /** In upper case. */
  method: string;
  url: string;
  /** As JSON where it is JSON, else the text. */
  body: unknown;
  /** What it asks, in the normal form; absent where no protocol reads it. */
  conversation?: Conversation;
}

/** How a request finds its recorded interaction. */
export interface MatchOptions {
  /** Default: `'conversation'`. */
  match?: Match;
  /**
   * Where the app asks, when its path is not the recorded one: a path (`/api/chat`, on any
   * origin) or a whole URL. Default: the recorded path after the provider's base, on any origin.
   */
  endpoint?: string;
  /** What the cassettes speak. Default: told by URL, request and response of each interaction. */
  protocol?: ProtocolName;
}

const MATCHES = ['conversation', 'turn', 'order', 'exact'];

export const MATCH_CHECKS: OptionChecks<MatchOptions> = {
  match: (value) => {
    if (typeof value === 'function' || MATCHES.includes(value as string)) return;
    throw invalid('match', value, `${oneOf(MATCHES)}, or a function`, MATCHES);
  },
  endpoint: (value) =>
    checkOption('endpoint', value, isEndpoint(value), 'a path that begins with "/", or a URL'),
  protocol: (value) => void findProtocol(value as ProtocolName),
};

function isEndpoint(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('/') || URL.canParse(value));
}
