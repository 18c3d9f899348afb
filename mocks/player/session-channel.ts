import type { CompletionRequest, Notice, NoticeReply, SentAtOnce } from './channel.ts';

/** Server to test; the other way go the commands of the player. */
export type SessionNotice =
  | Notice
  /** Asks whether a request that names no test is one of this test. */
  | { type: 'claim'; request: CompletionRequest }
  /** A request that may be one of this test could not be answered. */
  | { type: 'unanswered'; message: string };

/**
 * A test's claim on a request: `own` and `other` where the user's function has decided; else whether it
 * has a recording that answers it, or a rule for side calls.
 */
export type Claim = 'own' | 'other' | 'match' | 'side-call' | 'miss';

/** Test to server, in reply to a notice. */
export type SessionReply = NoticeReply | ClaimReply | undefined;

export interface ClaimReply {
  claim: Claim;
  /** A recording is left that answers the request. */
  hasAnswer?: boolean;
  /** Why no recording answers the request; set for `miss`. */
  reason?: string;
  /** What the rule answers; set for `side-call`. */
  send?: SentAtOnce;
}

/** What a test tells of itself when it connects, in the query of the address. */
export interface SessionInfo {
  /** 32 hexadecimal digits: also the trace id of its requests. */
  id: string;
  title: string;
  /** The models of its recordings. */
  models: string[];
}

/** Where tests connect, by an HTTP upgrade to this protocol. */
export const SESSION_PATH = '/playhead/session';
export const SESSION_PROTOCOL = 'playhead';
/** Names the test that a request belongs to, where the app forwards it. */
export const TEST_HEADER = 'x-playhead-test';
/** The same as a member of the W3C baggage. */
export const BAGGAGE_KEY = 'playhead-test';
/** The port of a server whose options name no other. */
export const DEFAULT_PORT = 4010;
