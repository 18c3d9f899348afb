import { InvalidResponseDataError } from 'ai';
import { checkType } from './content-type.ts';

/** A `fetch` that knows how its last response ended. */
export interface TrackedFetch {
  fetch: typeof fetch;
  /** Returns why a stream that has ended is incomplete: the connection broke, or there is no finish. */
  reason(): unknown;
  /** The last response has been read to its end, good or bad. */
  ended(): boolean;
}

/**
 * Makes a broken connection look like an end. A stream that errs drops what its readers have not
 * taken yet, so a client library that passes the error on loses text that has arrived.
 */
export function createTrackedFetch(): TrackedFetch {
  let broken: unknown;
  let ended = false;

  function gentle(body: ReadableStream<Uint8Array>, signal: AbortSignal | null | undefined) {
    const reader = body.getReader();
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await reader.read();
            if (!done) return controller.enqueue(value);
          } catch (error) {
            if (signal?.aborted) throw error;
            broken = error;
          }
          ended = true;
          controller.close();
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }

  return {
    async fetch(input, init) {
      broken = undefined;
      ended = false;
      const response = await fetch(input, init);
      if (response.status >= 400 || !response.body) return response;
      try {
        checkType(response.headers.get('content-type'));
      } catch (error) {
        await response.body.cancel();
        throw error;
      }
      return new Response(gentle(response.body, init?.signal), {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
      });
    },
    reason: () =>
      broken ?? new InvalidResponseDataError({ data: undefined, message: 'There is no finish.' }),
    ended: () => ended,
  };
}
