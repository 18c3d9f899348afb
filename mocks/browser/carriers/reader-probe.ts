import { NULL_BODY } from '../../stream/delivery.ts';
import type { Playback } from '../../stream/playback.ts';
import { clock } from '../settling/clock.ts';
import type { ReadProgress } from '../streams.ts';

/**
 * Who reads a response on the far side of a service worker. Chunks arrive joined and cut there, so
 * reading is counted in bytes, where the app itself reads.
 */
export interface ReaderProbe {
  /** What the app reads of a stream. */
  progressOf: (playback: Playback) => ReadProgress;
  /** The response, seen through: bytes and chunks stay as they are. */
  watch(response: Response): Response;
  /** The head of the response has arrived. */
  begin(): void;
  /** The app has got this many bytes, and will take more. */
  received(bytes: number): void;
  /** The app will take no more. */
  end(): void;
  /** The app has aborted. */
  abort(reason: unknown): void;
}

export function createReaderProbe(): ReaderProbe {
  const readers = new Set<() => void>();
  let playback: Playback | undefined;
  let aborted: { reason: unknown } | undefined;
  let begun = false;
  let bytes = 0;
  let asked = false;
  let ended = false;

  function tell(): void {
    for (const look of readers) look();
  }

  function given(position: number): boolean {
    return ended || (begun && bytes >= (playback?.bytesBefore(position) ?? Infinity));
  }

  const caller: ReaderProbe = {
    progressOf(played) {
      playback = played;
      if (aborted) played.stop('cancelled', aborted.reason);
      return {
        get wantsMore() {
          return asked && !ended;
        },
        delivered: given,
        read: (position) =>
          new Promise((resolve) => {
            const look = () => {
              if (!ended && !(given(position) && (asked || position === 0))) return;
              readers.delete(look);
              resolve();
            };
            readers.add(look);
            look();
          }),
      };
    },
    watch(response) {
      caller.begin();
      const { status, statusText, headers } = response;
      if (NULL_BODY.has(status)) {
        caller.end();
        // Out of a service worker, it may have a body all the same.
        return new Response(null, { status, statusText, headers });
      }
      const reader = response.body?.getReader();
      if (!reader) return response;
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            caller.received(bytes);
            const { done, value } = await reader.read().catch((error: unknown) => {
              caller.end();
              throw error;
            });
            asked = false;
            if (done) {
              controller.close();
              caller.end();
            } else {
              bytes += value.byteLength;
              controller.enqueue(value);
            }
          },
          cancel(reason) {
            caller.abort(reason);
            return reader.cancel(reason);
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { status, statusText, headers });
    },
    begin() {
      begun = true;
      tell();
    },
    received(count) {
      bytes = count;
      asked = true;
      tell();
    },
    end() {
      ended = true;
      tell();
    },
    abort(reason) {
      aborted ??= { reason };
      playback?.stop('cancelled', reason);
      caller.end();
    },
  };
  return caller;
}

/** A worker's reads cannot be seen: what it is sent has this long to arrive, in milliseconds. */
const UNSEEN_MS = 100;

/** The reading of a worker that asks by itself: it is given time instead. */
export function untrackedProgress(playback: Playback): ReadProgress {
  return {
    get wantsMore() {
      return playback.wantsMore;
    },
    delivered: (position) => playback.position >= position,
    async read(position) {
      await playback.read(position);
      await clock.sleep(UNSEEN_MS, new AbortController().signal);
    },
  };
}
