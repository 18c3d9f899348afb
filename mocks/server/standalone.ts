import type { Cassette } from '../cassette/cassette.ts';
import type { Answer } from '../player/player.ts';
import type { CompletionRequest } from '../player/channel.ts';
import { createReplay, type ReplayOptions } from '../replay/replay.ts';
import type { Chunking } from '../stream/chunking.ts';
import type { Pace } from '../stream/pace.ts';
import { Playback } from '../stream/playback.ts';

/** How answers go out where no test holds them. */
export interface PlayingOptions extends ReplayOptions {
  /** Default: `'instant'`. */
  pace?: Pace | undefined;
  /** Default: `'event'`. */
  chunking?: Chunking | undefined;
}

export type Standalone = ReturnType<typeof createStandalone>;

/** Answers requests from cassettes, with no test around it. */
export function createStandalone(
  cassettes: readonly Cassette[],
  { pace, chunking, ...options }: PlayingOptions,
) {
  const replay = createReplay(cassettes, options);
  return {
    explain: replay.explain,
    models: replay.models,
    respond(request: CompletionRequest, signal: AbortSignal): Answer {
      const reply = replay.respond(request);
      if ('miss' in reply) return reply;
      const { head, events, end } = reply.delivery;
      const timing = 'sideCall' in reply ? {} : { pace, chunking };
      return { head, playback: new Playback(events, { ...timing, end, signal }) };
    },
  };
}
