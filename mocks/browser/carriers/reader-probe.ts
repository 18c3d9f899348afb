import { NULL_BODY } from '../../cassette/cassette.ts';
import type { Playback } from '../../stream/playback.ts';
import { clock } from '../../stream/clock.ts';
import { connectionLost } from '../../stream/network-errors.ts';
import { directProgress, type ReadProgress } from '../../player/read-progress.ts';

export type ReaderProbe = ReturnType<typeof createReaderProbe>;

/**
 * Sees what the app reads of a response on the far side of a service worker. Chunks arrive joined
 * and cut there, so reading is counted in bytes, where the app itself reads.
 */
export function createReaderProbe() {
  const readers = new Set<() => void>();
  let playback: Playback | undefined;
  let aborted: { reason: unknown } | undefined;
  let begun = false;
  let bytes = 0;
  let wantsMore = false;
  let ended = false;

  function wake(): void {
    for (const check of readers) check();
  }

  function delivered(position: number): boolean {
    return ended || (begun && bytes >= (playback?.bytesBefore(position) ?? Infinity));
  }

  const probe = {
    /** Compares what the app reads with a stream. */
    progressOf: (played: Playback): ReadProgress => {
      playback = played;
      if (aborted) played.stop('cancelled', aborted.reason);
      return {
        get wantsMore() {
          return wantsMore && !ended;
        },
        delivered,
        whenRead: (position) =>
          new Promise((resolve) => {
            const check = () => {
              if (!ended && !(delivered(position) && (wantsMore || position === 0))) return;
              readers.delete(check);
              resolve();
            };
            readers.add(check);
            check();
          }),
      };
    },
    /** The head of the response has arrived. */
    begin(): void {
      begun = true;
      wake();
    },
    /** The app has got this many bytes, and asks for more or, with false, has not yet done so. */
    received(count: number, wants = true): void {
      bytes = count;
      wantsMore = wants;
      wake();
    },
    /** The app will take no more. */
    end(): void {
      ended = true;
      wake();
    },
    /** The app has aborted. */
    abort(reason: unknown): void {
      aborted ??= { reason };
      playback?.stop('cancelled', reason);
      probe.end();
    },
  };
  return probe;
}

/** Passes a response through, chunk by chunk, and reports to a probe what is read of it. */
export function watchReading(response: Response, probe: ReaderProbe): Response {
  probe.begin();
  if (NULL_BODY.has(response.status)) {
    probe.end();
    // Out of a service worker, it may have a body all the same.
    return new Response(null, response);
  }
  const reader = response.body?.getReader();
  if (!reader) return response;
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        probe.received(bytes);
        const { done, value } = await reader.read().catch((error: unknown) => {
          probe.end();
          throw withoutWorker(error);
        });
        if (done) {
          controller.close();
          probe.end();
        } else {
          bytes += value.byteLength;
          probe.received(bytes, false);
          controller.enqueue(value);
        }
      },
      cancel(reason) {
        probe.abort(reason);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, response);
}

/** Hides the service worker from the app: WebKit says where an error comes from. */
export function withoutWorker(error: unknown): unknown {
  const message = error instanceof TypeError ? error.message : '';
  const isOfWorker = /^(Response served by service worker|FetchEvent\.respondWith) /.test(message);
  return isOfWorker ? connectionLost() : error;
}

/** Events have this long to arrive in a worker, whose reads cannot be seen, in milliseconds. */
const UNSEEN_MS = 100;

/** Gives a worker time for its reading: it sends its requests past the page, unseen. */
export function untrackedProgress(playback: Playback): ReadProgress {
  const read = async (position: number) => {
    await playback.whenRead(position);
    await clock.sleep(UNSEEN_MS, new AbortController().signal);
  };
  return Object.assign(directProgress(playback), { read });
}
