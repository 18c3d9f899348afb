import { createRouteTest, type Route } from '../../matching/route.ts';

/** Tells whether a request goes where recorded requests go. Everything else is the browser's. */
export type IsCompletion = (input: RequestInfo | URL, method?: string) => boolean;

export function completionTest(routes: readonly Route[]): IsCompletion {
  const goesToRoute = createRouteTest(routes);
  return (input, given) => {
    const isRequest = input instanceof Request;
    const method = (given ?? (isRequest ? input.method : 'GET')).toUpperCase();
    const href = isRequest ? input.url : String(input);
    if (!URL.canParse(href, document.baseURI)) return false;
    return goesToRoute(method, new URL(href, document.baseURI).href);
  };
}
