import { responseOf } from '../msw/response.ts';
import type { DeliveryEnd, DeliveryHead } from '../stream/delivery.ts';
import type { Playback } from '../stream/playback.ts';
import type { PlaybackState, Replacement, StartStream } from './channel.ts';
import type { ReadProgress } from './read-progress.ts';

/** One response that this document plays, and all that is known of it. */
export interface Stream {
  readonly playback: Playback;
  readonly reading: ReadProgress;
  /** The head of the response; absent where the connection is refused. */
  readonly head: DeliveryHead | undefined;
  /** Sends the head of the response, once. */
  begin(): void;
  /** Plays something else from here on. */
  replace(replacement: Replacement): void;
  /** Takes a stream for played whose app leaves nothing unread but the end: some stop at `[DONE]`. */
  complete(): void;
  /** Says how the stream stands, with a new revision. */
  state(): PlaybackState;
}

export function createStream(
  { stream: number, delivery }: StartStream,
  playback: Playback,
  reading: ReadProgress,
  request: Request,
  respond: (response: Response) => void,
): Stream {
  let head = delivery.head;
  let end: DeliveryEnd = delivery.end;
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
    reading,
    get head() {
      return head;
    },
    begin() {
      if (begun) return;
      begun = true;
      respond(responseOf(head, playback, request));
      if (!head) playback.stop('failed', new TypeError('Failed to fetch'));
    },
    replace({ from, rest, cutsShort }) {
      ({ head, end } = rest);
      cutShort ||= cutsShort;
      playback.replace(from, rest.events, rest.end);
    },
    complete() {
      if (!playback.end && end === 'close') completed = true;
    },
    state: () => ({
      stream: number,
      revision: ++revision,
      position: playback.position,
      begun,
      ...outcome(),
    }),
  };
}
