import type { Playback } from '../../stream/play.ts';
import { clock } from './clock.ts';
import type { Reading } from './streams.ts';

/**
 * Who reads a response on the far side of a service worker. Chunks arrive joined and cut there, so
 * reading is counted in bytes.
 */
export interface Caller {
  /** What the app reads, given the stream it reads from. */
  readingOf(playback: Playback): Reading;
  /** The response, seen through: bytes and chunks stay as they are. */
  watch(response: Response): Response;
  /** The app has aborted. */
  abort(reason: unknown): void;
}

export function createCaller(): Caller {
  const readers = new Set<() => void>();
  let bytes = 0;
  let asked = false;
  let ended = false;
  let stop = (_reason: unknown) => {};
  const tell = () => {
    for (const look of readers) look();
  };

  return {
    readingOf(playback) {
      stop = (reason) => playback.stop('cancelled', reason);
      const reached = (position: number) =>
        ended || bytes >= (playback.bytesBefore(position) ?? Infinity);
      return {
        get asked() {
          return asked && !ended;
        },
        given: reached,
        read: (position) =>
          new Promise((resolve) => {
            const look = () => {
              if (!ended && !(asked && reached(position))) return;
              readers.delete(look);
              resolve();
            };
            readers.add(look);
            look();
          }),
      };
    },
    watch(response) {
      const reader = response.body?.getReader();
      if (!reader) return response;
      const end = () => {
        ended = true;
        tell();
      };
      const body = new ReadableStream(
        {
          async pull(controller) {
            asked = true;
            tell();
            try {
              const { done, value } = await reader.read();
              asked = false;
              if (done) {
                controller.close();
                end();
              } else {
                bytes += value.byteLength;
                controller.enqueue(value);
              }
            } catch (error) {
              controller.error(error);
              end();
            }
          },
          cancel(reason) {
            stop(reason);
            end();
            return reader.cancel(reason);
          },
        },
        { highWaterMark: 0 },
      );
      const { status, statusText, headers } = response;
      return new Response(body, { status, statusText, headers });
    },
    abort(reason) {
      stop(reason);
      ended = true;
      tell();
    },
  };
}

/** A worker's reads cannot be seen: what it is sent has this long to arrive, in milliseconds. */
const UNSEEN_MS = 100;

/** The reading of a worker that calls by itself: it is given time instead. */
export function unseenReading(playback: Playback): Reading {
  return {
    get asked() {
      return playback.asked;
    },
    given: (position) => playback.position >= position,
    async read(position) {
      await playback.read(position);
      await clock.sleep(UNSEEN_MS, new AbortController().signal);
    },
  };
}
