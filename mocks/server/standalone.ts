import type { Cassette } from '../cassette/cassette.ts';
import type { PlayerResponse } from '../player/player.ts';
import type { CompletionRequest } from '../player/channel.ts';
import { createReplay, type ReplayOptions } from '../replay/replay.ts';
import { checkTiming, playDelivery, type Timing } from '../stream/timing.ts';

/** How answers go out where no test holds them. */
export interface PlayingOptions extends ReplayOptions, Timing {}

export type Standalone = ReturnType<typeof createStandalone>;

/** Answers requests from cassettes, with no test around it. */
export function createStandalone(
  cassettes: readonly Cassette[],
  { pace, chunking, ...options }: PlayingOptions,
) {
  const replay = createReplay(cassettes, options);
  checkTiming(replay.recordings, { pace, chunking });
  return {
    /** Nothing can be answered. */
    isEmpty: replay.isEmpty,
    explain: replay.explain,
    /** Tells whether a cassette or a rule answers the request. */
    hasAnswer: (request: CompletionRequest): boolean =>
      !!replay.answerSideCall(request) || !replay.explain(request),
    models: replay.models,
    respond(request: CompletionRequest, signal: AbortSignal): PlayerResponse {
      const reply = replay.respond(request);
      if ('miss' in reply) return reply;
      const timing = 'sideCall' in reply ? {} : { pace, chunking };
      const playback = playDelivery(reply.delivery, { ...timing, signal });
      return { head: reply.delivery.head, playback };
    },
  };
}
