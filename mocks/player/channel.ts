import type { IncomingRequest } from '../matching/recording-index.ts';
import type { Miss } from '../matching/miss.ts';
import type { CapturedExchange } from '../record/exchange.ts';
import type { PlayedChunking } from '../stream/chunking.ts';
import type { DeliveryEnd, DeliveryHead, EventTiming, PlayedEvent } from '../stream/delivery.ts';
import type { Pace } from '../stream/pace.ts';

/** Player to test: something has happened. All that crosses the channel is JSON. */
export type Notice =
  | { type: 'request'; request: CompletionRequest }
  | ExchangeNotice
  /** The events of a stream from this position on are needed next. */
  | { type: 'events'; stream: number; from: number }
  | { type: 'state'; state: PlaybackState };

/** What became of a request that the test wants to be recorded. */
export interface ExchangeNotice {
  type: 'exchange';
  /** That of the reply `record`. */
  number: number;
  request: CompletionRequest;
  /** The whole exchange; or why there is none; or the app has aborted it, and it is dropped. */
  outcome: { exchange: CapturedExchange } | { problem: string } | { aborted: true };
}

/** Reports to the test, and gets what it replies. */
export type Notify = (notice: Notice) => Promise<NoticeReply | undefined>;

/** A request as the app made it. */
export interface CompletionRequest extends IncomingRequest {
  headers: Record<string, string>;
  /** Sent by a worker: its abort can be seen only once the response has begun. */
  fromWorker: boolean;
}

/**
 * Test to player, in reply to a `request`: what to play, what to send at once, why nothing can be, or that
 * the provider is to be asked, under a number; to an `exchange`, what to play; or to `events`.
 */
export type NoticeReply =
  | { play: StartStream }
  | { send: SentAtOnce }
  | { miss: Miss }
  | { record: number }
  | { events: EventBatch };

/** The answer to a side call, which no test holds. */
export interface SentAtOnce {
  head: DeliveryHead | undefined;
  events: readonly PlayedEvent[];
}

export interface StartStream {
  /** The stream's number in this test, from 0. */
  stream: number;
  response: SentResponse;
  pace: Pace;
  chunking: PlayedChunking;
  /** Held: not even the head of the response goes out before the first command. */
  held: boolean;
}

/** A delivery as it crosses the channel. */
export interface SentResponse {
  /** Absent: the connection is refused. */
  head?: DeliveryHead | undefined;
  /** The number of events. */
  total: number;
  end: DeliveryEnd;
  /** The first of them. Absent where none may be sent yet. */
  events?: EventBatch;
}

/** Some events in a row, from a position on: a few as they are, many packed. */
export type EventBatch = { from: number } & (
  | { events: readonly PlayedEvent[] }
  /** A `BatchHeader` as a line of JSON and the bytes of the events, deflated, in base64. */
  | { packed: string }
);

export interface BatchHeader {
  /** The number of bytes of each event. */
  lengths: number[];
  /** By the event's place in the batch. */
  timing: Record<number, EventTiming>;
}

/**
 * Test to player: the verbs of a stream, with the first of the events that the player may now send and has
 * not been given. Each replies once the app has read and, in a page, the page has settled.
 */
export type Command = { stream: number } & (
  | { type: 'step'; position: number; events?: EventBatch }
  | { type: 'finish'; events?: EventBatch }
  | { type: 'hold' }
  | ({ type: 'fail' } & Replacement)
  | { type: 'query' }
);

/** Plays something else from here on, and sends it up to a position. */
export interface Replacement {
  /** Keeps the events before this position: all of them have been sent. */
  from: number;
  /** Follows them. Its head counts where the response has not begun; its total leaves them out. */
  rest: SentResponse;
  position: number;
  /** Nothing of the recording is left: however cleanly the stream ends now, it has failed. */
  cutsShort: boolean;
}

/** What the player says about a stream. */
export interface PlaybackState {
  stream: number;
  /** Counts the states of this stream from 1: of two, the one with the higher number is newer. */
  revision: number;
  /** How many events have been sent. */
  position: number;
  /** The head of the response has been sent. */
  begun: boolean;
  /** Set once, and never changed after that. */
  outcome?: 'played' | 'cancelled' | 'failed';
  /** The reason that the app gave for cancelling. */
  reason?: string;
}

export interface CommandResult {
  state: PlaybackState;
  /**
   * `unread`: the app does not ask for what it was sent. `body-ignored`: it has seen the head of the
   * response, and leaves the body unread because of it.
   */
  rendered: 'settled' | 'unsettled' | 'unread' | 'body-ignored';
}

/** Points at the last event sent of a stream. */
export interface StreamCursor {
  /** The stream's number in this test. */
  stream: number;
  position: number;
}
