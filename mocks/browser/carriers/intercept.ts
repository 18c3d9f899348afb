import type { RouteTest } from '../../matching/route.ts';
import { interceptXhr } from './xhr.ts';

/**
 * Answers the requests of this window that go to a route, by `fetch` and by `XMLHttpRequest`. Every
 * other one goes to the browser untouched.
 */
export function interceptRequests(
  goesToRoute: RouteTest,
  answer: (request: Request) => Promise<Response>,
): void {
  const isRouted = (input: RequestInfo | URL, given?: string) => {
    const isRequest = input instanceof Request;
    const method = (given ?? (isRequest ? input.method : 'GET')).toUpperCase();
    const href = isRequest ? input.url : String(input);
    if (!URL.canParse(href, document.baseURI)) return false;
    return goesToRoute(method, new URL(href, document.baseURI).href);
  };
  const native = globalThis.fetch;
  const fetch: typeof native = async (...args) => {
    const [input, init] = args;
    if (!isRouted(input, init?.method)) return native.apply(globalThis, args);
    return answer(new Request(input, init));
  };
  globalThis.fetch = fetch;
  interceptXhr(isRouted, answer);
}
