import { quote } from '../util/text.ts';
import type { RecordedRequest } from './cassette.ts';
import { TOKEN } from './response-problem.ts';

/** What keeps an app from sending a request as it was recorded, with a hint for the error message. */
export interface RequestProblem {
  field: 'url' | 'method';
  code: 'bad-value';
  reason: string;
  hint: string;
}

/** Methods that fetch refuses to send: https://fetch.spec.whatwg.org/#forbidden-method */
const FORBIDDEN_METHOD = /^(?:CONNECT|TRACE|TRACK)$/i;

/** Checks that fetch can send a request to this URL by this method. */
export function requestProblem({
  url,
  method,
}: Pick<RecordedRequest, 'url' | 'method'>): RequestProblem | undefined {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    const hint = 'Write the full URL, with http or https and the host';
    return { field: 'url', code: 'bad-value', reason: `invalid URL ${quote(url, 100)}`, hint };
  }
  if (!TOKEN.test(method) || FORBIDDEN_METHOD.test(method)) {
    const hint = 'Use a method that fetch can send, such as POST';
    const reason = `invalid method ${quote(method, 40)}`;
    return { field: 'method', code: 'bad-value', reason, hint };
  }
  return undefined;
}
