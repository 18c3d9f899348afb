import type { Route } from '../../matching/recording-index.ts';

/** Does a request go where recorded requests go? Everything else is left to the browser. */
export type IsCompletion = (input: RequestInfo | URL, method?: string) => boolean;

export function completionTest(routes: readonly Route[]): IsCompletion {
  const tests = routes.map(({ method, url }) => ({ method, pattern: new RegExp(url) }));
  return (input, asked) => {
    const isRequest = input instanceof Request;
    const method = (asked ?? (isRequest ? input.method : 'GET')).toUpperCase();
    const candidates = tests.filter((test) => test.method === method);
    if (candidates.length === 0) return false;
    const href = isRequest ? input.url : String(input);
    if (!URL.canParse(href, document.baseURI)) return false;
    const address = new URL(href, document.baseURI).href.replace(/[?#].*$/s, '');
    return candidates.some(({ pattern }) => pattern.test(address));
  };
}
