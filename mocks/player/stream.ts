import type { DeliveryEnd, DeliveryHead } from '../stream/delivery.ts';
import { connectionRefused } from '../stream/network-errors.ts';
import type { Playback } from '../stream/playback.ts';
import type { PlaybackState, Replacement, SentResponse } from './channel.ts';
import type { EventFeed } from './event-feed.ts';
import type { ReadProgress } from './read-progress.ts';

export type PlayedStream = ReturnType<typeof createPlayedStream>;

export interface StreamParts {
  playback: Playback;
  /** Where the playback gets its events from. */
  feed: EventFeed;
  reading: ReadProgress;
}

/**
 * Keeps one response that is played here, and all that is known of it.
 * @param begin called once, when the response begins; without a head, the connection is refused
 */
export function createPlayedStream(
  number: number,
  { head: firstHead, end: firstEnd }: SentResponse,
  { playback, feed, reading }: StreamParts,
  begin: (head: DeliveryHead | undefined) => void,
) {
  let head = firstHead;
  let end: DeliveryEnd = firstEnd;
  let begun = false;
  let cutShort = false;
  let completed = false;
  let revision = 0;

  function outcome(): Pick<PlaybackState, 'outcome' | 'reason'> {
    const how = completed ? 'played' : playback.end?.how;
    if (how === undefined) return {};
    if (how === 'played' && cutShort) return { outcome: 'failed' };
    const { end: ended } = playback;
    const reason = how === 'cancelled' && ended?.how === how && { reason: String(ended.reason) };
    return { outcome: how, ...reason };
  }

  return {
    playback,
    feed,
    reading,
    /** The head of the response; absent where the connection is refused. */
    get head() {
      return head;
    },
    /** Sends the head of the response, once. */
    begin(): void {
      if (begun) return;
      begun = true;
      begin(head);
      if (!head) playback.stop('failed', connectionRefused());
    },
    /** Plays something else from here on. */
    replace({ from, rest, cutsShort }: Replacement): void {
      ({ head, end } = rest);
      cutShort ||= cutsShort;
      feed.give(rest.events);
      playback.replace(from, [], end, rest.total);
    },
    /** Takes a stream for played whose app leaves nothing unread but the end: some stop at `[DONE]`. */
    complete(): void {
      if (!playback.end && end === 'close') completed = true;
    },
    /** Says how the stream stands, with a new revision. */
    state: (): PlaybackState => ({
      stream: number,
      revision: ++revision,
      position: playback.position,
      begun,
      ...outcome(),
    }),
  };
}
