import type { IsCompletion } from './routes.ts';

type Fetch = typeof globalThis.fetch;

/** Answers the completion requests of `fetch`, and hands every other call to the browser untouched. */
export function interceptFetch(
  scope: typeof globalThis,
  isCompletion: IsCompletion,
  answer: (request: Request) => Promise<Response>,
): void {
  const native = scope.fetch;
  const fetch: Fetch = async (...args) => {
    const [input, init] = args;
    if (!isCompletion(input, init?.method)) return native.apply(scope, args);
    return answer(new Request(input, init));
  };
  scope.fetch = fetch;
}
