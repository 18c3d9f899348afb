import type { IsCompletion } from './routes.ts';

type Fetch = typeof globalThis.fetch;

/** Answers the completion requests of `fetch`; every other call is the browser's own, untouched. */
export function interceptFetch(
  scope: typeof globalThis,
  isCompletion: IsCompletion,
  answer: (request: Request) => Promise<Response>,
): void {
  const native = scope.fetch;
  const fetch: Fetch = async (...given) => {
    const [input, init] = given;
    if (!isCompletion(input, init?.method)) return native.apply(scope, given);
    return answer(new Request(input, init));
  };
  scope.fetch = fetch;
}
