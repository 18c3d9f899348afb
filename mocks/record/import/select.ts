import { framingOf } from '../../cassette/events.ts';
import { mediaType } from '../../cassette/media-type.ts';
import { protocolOf } from '../../protocols/protocols.ts';
import { isSideCall } from '../side-call.ts';
import type { ImportedExchange, SkippedExchange } from './exchange.ts';
import { exchangeProblem, isAsset, NOT_A_COMPLETION } from './unusable-reason.ts';

/** What of a source becomes a cassette. */
export interface Selection {
  kept: ImportedExchange[];
  skipped: SkippedExchange[];
  /** No exchange is of a known protocol, so that any stream was kept. */
  isUnknownProtocol: boolean;
}

/** Keeps completions and the calls beside them; where there are no completions, any stream. */
export function select(exchanges: readonly ImportedExchange[]): Selection {
  const skipped: SkippedExchange[] = [];
  const skip = ({ request: { url, method } }: ImportedExchange, reason: string) => {
    skipped.push({ url, method, reason });
  };
  const usable = exchanges.filter((exchange) => {
    const problem = exchangeProblem(exchange);
    if (problem !== undefined) skip(exchange, problem);
    return problem === undefined;
  });
  const isUnknownProtocol = !usable.some(isCompletion);
  const kept = usable.filter((exchange) => {
    const isWanted = isUnknownProtocol ? isStream(exchange) : isCompletion(exchange);
    if (isWanted || isJsonSideCall(exchange)) return true;
    skip(exchange, NOT_A_COMPLETION);
    return false;
  });
  return { kept: inOrder(kept), skipped, isUnknownProtocol };
}

/** Sorts by the start of the requests; keeps the order of the source where it does not tell each. */
function inOrder(exchanges: ImportedExchange[]): ImportedExchange[] {
  if (exchanges.some(({ startedAt }) => startedAt === undefined)) return exchanges;
  return exchanges.toSorted((a, b) => a.startedAt! - b.startedAt!);
}

function isStream({ response }: ImportedExchange): boolean {
  return response.body !== '' && framingOf(response) !== undefined;
}

function isCompletion(exchange: ImportedExchange): boolean {
  const { request, response } = exchange;
  if (isAsset(request.url, mediaType(response))) return false;
  // What is fetched by GET is the page of a chat, or its history, unless it streams.
  return (request.method === 'POST' || isStream(exchange)) && protocolOf(exchange) !== undefined;
}

function isJsonSideCall({ request, response }: ImportedExchange): boolean {
  return mediaType(response) === 'application/json' && isSideCall(request);
}
