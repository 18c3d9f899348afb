import type { IncomingRequest } from '../matching/recording-index.ts';
import type { Route } from '../matching/route.ts';
import type { Miss } from '../matching/miss.ts';
import type { Chunking } from '../stream/chunking.ts';
import type { DeliveryEnd, DeliveryHead, EventTiming, PlayedEvent } from '../stream/delivery.ts';
import type { Pace } from '../stream/pace.ts';

/** Where the handlers run that answer the app. */
export type Carrier = 'page' | 'service-worker';

/** Configures the script of a page before its document begins. All that crosses the channel is JSON. */
export interface PageConfig {
  routes: readonly Route[];
}

/** Page to test: something has happened. */
export type PageEvent =
  | { type: 'request'; request: CompletionRequest }
  /** The events of a stream from this position on are needed next. */
  | { type: 'events'; stream: number; from: number }
  | { type: 'state'; state: PlaybackState }
  | { type: 'carrier-error'; message: string };

/** A completion request as the app made it. */
export interface CompletionRequest extends IncomingRequest {
  headers: Record<string, string>;
  /** Sent by a worker: its abort can be seen only once the response has begun. */
  fromWorker: boolean;
}

/** Test to page, in reply to a `request`: what to play, or why nothing can be; or to `events`. */
export type NoticeReply = { play: StartStream } | { miss: Miss } | { events: EventBatch };

export interface StartStream {
  /** The stream's number in this test, from 0. */
  stream: number;
  response: SentResponse;
  pace: Pace;
  chunking: Chunking;
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
 * Test to page: the verbs of a stream, with the first of the events that the page may now send and has
 * not been given. Each replies once the app has read and the page has settled.
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

/** What the page says about a stream. */
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
   * `unread`: the app does not ask for what it was sent. `refused`: it has seen the head of the
   * response, and leaves the body unread because of it.
   */
  rendered: 'settled' | 'restless' | 'unread' | 'refused';
}

/** Points at the last event sent of a stream. */
export interface StreamCursor {
  /** The stream's number in this test. */
  stream: number;
  position: number;
}

/** The shadow trees that scripts have attached, for as long as they live. */
export interface ShadowRoots extends Iterable<ShadowRoot> {
  /** Calls back with each that is attached from now on. */
  onAttached(listener: (root: ShadowRoot) => void): void;
}

/** What a document offers to the test and to the documents it opens. */
export interface PageObject {
  run(command: Command): Promise<CommandResult | undefined>;
  /** The position of the stream that began last, of those this document plays. */
  playing(): StreamCursor | undefined;
  /** Waits until the page has rendered what it will render; false where it never comes to rest. */
  settle(): Promise<boolean>;
  shadowRoots: ShadowRoots;
  /** Resolves when completion requests are answered; rejects with the reason why they cannot be. */
  ready: Promise<void>;
}

declare global {
  /** The object in the page that takes commands. Undefined in documents without the page script. */
  var playheadPage: PageObject | undefined;
  /** The binding by which the page reports to the test. */
  var playheadNotice: ((event: PageEvent) => Promise<NoticeReply | undefined>) | undefined;
}

/** The name of the binding, for the side that exposes it. */
export const NOTICE_BINDING = 'playheadNotice';
/** Names the reader of a response to the handler. It goes no further than the service worker. */
export const CALLER_HEADER = 'x-playhead-caller';
/** Asks the service worker to take the documents that it does not control yet. */
export const CLAIM_MESSAGE = 'PLAYHEAD_CLAIM';
/** Where the worker's script is served, on every origin. */
export const WORKER_PATH = '/mockServiceWorker.js';
