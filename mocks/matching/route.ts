import { escapeRegExp } from '../util/text.ts';

/** A method and URL that was recorded. Plain JSON, so that it can be sent to a page. */
export interface Route {
  /** In upper case. */
  method: string;
  /** Source of a regular expression for the URL without query and fragment. */
  url: string;
}

/** Tells whether a request goes to one of the routes. */
export type RouteTest = (method: string, url: string) => boolean;

/** Compiles routes into the one test that pages, fixtures and the index share. */
export function createRouteTest(routes: readonly Route[]): RouteTest {
  const patterns = routes.map(({ method, url }) => ({ method, pattern: new RegExp(url) }));
  return (sent, url) => {
    // `fetch` writes only the common methods in upper case.
    const method = sent.toUpperCase();
    const candidates = patterns.filter((each) => each.method === method);
    if (candidates.length === 0) return false;
    const address = withoutQuery(url);
    return candidates.some(({ pattern }) => pattern.test(address));
  };
}

/**
 * Makes the pattern of a route: the end of the recorded path on any origin, or the app's own
 * endpoint as a browser writes it.
 */
export function urlPattern(path: string, endpoint: string | undefined): string {
  if (endpoint === undefined) {
    const end = path.replace(/\$$/, '');
    // A recording at the root of a host has no path that would tell its requests from others.
    return `^\\w+://[^/]+${end && `.*${end}`}/?$`;
  }
  const { origin, pathname } = new URL(endpoint, 'http://any.example');
  const place = endpoint.startsWith('/') ? '\\w+://[^/]+' : escapeRegExp(origin);
  return `^${place}${escapeRegExp(pathname.replace(/\/$/, ''))}/?$`;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '');
}
