/**
 * Makes a response look as if `fetch` had got it: a constructed one has no address and is of type
 * `default`. Its clones look so too.
 */
export function asFetched(response: Response, url: string): Response {
  const type = new URL(url).origin === location.origin ? 'basic' : 'cors';
  const facts = { url: url.replace(/#.*$/s, ''), type, redirected: false };
  for (const [name, value] of Object.entries(facts)) {
    Object.defineProperty(response, name, { value, configurable: true });
  }
  const clone = response.clone.bind(response);
  Object.defineProperty(response, 'clone', {
    value: () => asFetched(clone(), url),
    configurable: true,
  });
  return response;
}
