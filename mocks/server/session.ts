import type { Duplex } from 'node:stream';
import { ClosedError, createJsonChannel } from '../node/json-channel.ts';
import type { Command, CompletionRequest, NoticeReply } from '../player/channel.ts';
import { createPlayer, type Player } from '../player/player.ts';
import type {
  ClaimReply,
  SessionInfo,
  SessionNotice,
  SessionReply,
} from '../player/session-channel.ts';
import { createSleep } from '../stream/sleep.ts';

/** A running test that is connected to the server, and its streams. */
export interface Session {
  info: SessionInfo;
  player: Player;
  /** Asks whether a request that names no test is one of this test. */
  claim(request: CompletionRequest): Promise<ClaimReply>;
  /** Tells of a request that may be one of this test, and could not be answered. */
  reportUnanswered(message: string): void;
  /** Resolves when the test has ended. */
  ended: Promise<void>;
  close(): void;
}

/** Serves a test over its connection, until one of the two closes it. */
export function createSession(socket: Duplex, info: SessionInfo): Session {
  const channel = createJsonChannel<SessionNotice, SessionReply>(socket, (command: Command) =>
    player.run(command),
  );
  const player = createPlayer({
    notify: async (notice) => (await channel.call(notice)) as NoticeReply | undefined,
    settle: () => Promise.resolve(true), // no page is here
    sleep: createSleep(),
    idle: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const ended = channel.closed.then(() => player.stop(new Error('The test has ended.')));
  return {
    info,
    player,
    claim: async (request) =>
      (await channel
        .call({ type: 'claim', request })
        .catch((error: unknown) => ({ claim: 'miss', reason: reasonOf(error) }))) as ClaimReply,
    reportUnanswered: (message) =>
      void channel.call({ type: 'unanswered', message }).catch(() => {}),
    ended,
    close: () => channel.close(),
  };
}

/** Says why a test does not answer: its own code has failed, or it is over. */
export function reasonOf(error: unknown): string {
  if (error instanceof ClosedError) return 'the test has ended';
  return error instanceof Error ? error.message : String(error);
}
