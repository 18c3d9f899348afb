import { findProtocol, type ProtocolName } from '../protocols/protocols.ts';
import { checkOption, type OptionChecks } from '../options.ts';

/** How a request finds its recorded interaction. */
export interface MatchOptions {
  /**
   * Which recorded interaction answers a request. `'conversation'` (default): user texts, tool
   * results, call names and parsed arguments are equal; system prompt, ids, key order, extra fields
   * and the assistant's own text are not compared.
   */
  match?: 'conversation';
  /**
   * Where the app asks, when its path is not the recorded one: a path (`/api/chat`, on any
   * origin) or a whole URL. Default: the recorded path after the provider's base, on any origin.
   */
  endpoint?: string;
  /** What the cassettes speak. Default: told by URL, request and response of each interaction. */
  protocol?: ProtocolName;
}

export const MATCH_CHECKS: OptionChecks<MatchOptions> = {
  match: (value) => checkOption('match', value, value === 'conversation', "'conversation'"),
  endpoint: (value) =>
    checkOption('endpoint', value, isEndpoint(value), 'a path that begins with "/", or a URL'),
  protocol: (value) => void findProtocol(value as ProtocolName),
};

function isEndpoint(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('/') || URL.canParse(value));
}
