import { requestProblem } from '../../cassette/request-problem.ts';
import { responseProblem } from '../../cassette/response-problem.ts';
import { protocolsAt } from '../../protocols/protocols.ts';
import type { ImportedExchange } from './exchange.ts';

/** The reason for what is neither a completion nor called beside one. */
export const NOT_A_COMPLETION = 'it is not a completion';

/** Says why no such exchange can be replayed, whatever its bodies hold; undefined where it can. */
export function unusableReason(head: {
  url: string;
  method: string;
  code: number;
}): string | undefined {
  const { url, method, code } = head;
  const problem = requestProblem({ url, method });
  if (problem) return `it has an ${problem.reason}`;
  if (method.toUpperCase() === 'OPTIONS') return 'it is a CORS preflight';
  if (!(code >= 100)) return 'it was aborted or blocked before a response came';
  if (code < 200) return `it has no final response, only the status ${code}`;
  if (code >= 300 && code < 400) return `it is a redirect or has no body (status ${code})`;
  return Number.isInteger(code) && code < 600 ? undefined : `it has an invalid status ${code}`;
}

/** Says what would make `parseCassette` reject an exchange; undefined where nothing does. */
export function exchangeProblem({ request, response }: ImportedExchange): string | undefined {
  const { url, method } = request;
  const reason = unusableReason({ url, method, code: response.code });
  if (reason !== undefined) return reason;
  const problem = responseProblem(response);
  return problem && `${problem.reason}. ${problem.hint}`;
}

/** What pages are made of: never read as an answer, because a HAR holds many. */
const ASSET =
  /^(?:(?:image|font|audio|video)\/|text\/(?:css|html|javascript)$|application\/(?:x-)?(?:javascript|wasm|font))/;

/** Tells whether a response is a part of a page. A gateway's error page for a completion is not. */
export function isAsset(url: string, mediaType: string): boolean {
  return ASSET.test(mediaType) && protocolsAt(url).length === 0;
}
