import type { Playback } from '../stream/playback.ts';

/** Sees what the app reads of one response. */
export interface ReadProgress {
  /** Whether the app waits for more than it was given. */
  readonly wantsMore: boolean;
  /** Tells whether it has been given all events before this position. */
  delivered(position: number): boolean;
  /** Resolves when the app has done with all events before this position. */
  whenRead(position: number): Promise<void>;
}

/** Sees the reader by the stream itself: in one document, what is sent is read at once. */
export function directProgress(playback: Playback): ReadProgress {
  return {
    get wantsMore() {
      return playback.wantsMore;
    },
    delivered: (position) => playback.position >= position,
    whenRead: (position) => playback.whenRead(position),
  };
}
