import type { IncomingRequest } from '../matching/recording-index.ts';
import type { Route } from '../matching/route.ts';
import type { Miss } from '../matching/miss.ts';
import type { Chunking } from '../stream/chunking.ts';
import type { Delivery } from '../stream/delivery.ts';
import type { Pace } from '../stream/pace.ts';

/** Which way the handlers reach the page. */
export type Carrier = 'page' | 'service-worker';

/** What the page script is told when a document begins. All that crosses the channel is JSON. */
export interface PageConfig {
  routes: readonly Route[];
}

/** Page to test: something has happened. */
export type PageEvent =
  | { type: 'asked'; call: CompletionRequest }
  | { type: 'changed'; state: StreamState }
  | { type: 'trouble'; message: string };

/** A completion request as the app made it. */
export interface CompletionRequest extends IncomingRequest {
  headers: Record<string, string>;
  /** Made by a worker: that it is aborted can be seen only once the response has begun. */
  fromWorker: boolean;
}

/** Test to page, on `asked`: what to play, or why nothing can be. */
export type AppReply = { play: StartStream } | { miss: Miss };

export interface StartStream {
  /** The stream's number in this test. */
  stream: number;
  delivery: Delivery;
  pace: Pace;
  chunking: Chunking;
  /** Held: not even the head of the response goes out before the first command. */
  held: boolean;
}

/** Test to page: what to do with a stream. */
export type Command =
  | { type: 'release'; stream: number; position: number }
  | { type: 'hold'; stream: number }
  | { type: 'look'; stream: number }
  | ({ type: 'replace'; stream: number } & Replacement);

/** Plays something else from here on, and lets it out up to a position. */
export interface Replacement {
  /** What stays, of which all has been sent. */
  from: number;
  /** What goes out after that. Its head counts where the response has not begun. */
  rest: Delivery;
  position: number;
}

/** What has become of a stream. */
export interface StreamState {
  stream: number;
  /** How many events have been sent. */
  position: number;
  ending?: 'played' | 'cancelled' | 'failed';
  /** Why it was cancelled, in the app's words. */
  reason?: string;
}

/**
 * What a command did: `unread` where the app does not ask for what it was sent, `refused` where the
 * head of the response is reason enough for that.
 */
export interface CommandResult {
  state: StreamState;
  rendered: 'settled' | 'restless' | 'unread' | 'refused';
}

/** Points at the last event sent of a stream. */
export interface StreamCursor {
  /** The stream's number in this test. */
  stream: number;
  /** How many of its events have been sent. */
  position: number;
}

/** Those attached by a script, for as long as they live. */
export interface ShadowRoots extends Iterable<ShadowRoot> {
  /** Calls back with each that is attached from now on. */
  onAttached(listener: (root: ShadowRoot) => void): void;
}

/** What a document's part of the playhead offers to the test and to the documents it opens. */
export interface PageObject {
  run(command: Command): Promise<CommandResult | undefined>;
  /** Where the stream that began last stands, of those this document plays. */
  playing(): StreamCursor | undefined;
  /** Waits until the page has rendered what it will render; false where it never comes to rest. */
  settle(): Promise<boolean>;
  /** The shadow trees of the document. */
  shadowRoots: ShadowRoots;
  /** Resolves when completion requests are answered; rejects with the reason why they cannot be. */
  ready: Promise<void>;
}

/** The binding by which the page reports to the test. */
export const NOTICE_BINDING = '__playheadNotice';
/** The object in the page that takes commands. */
export const PAGE_OBJECT = '__playhead';
/** Tells a handler who reads its response. It goes no further than the service worker. */
export const CALLER_HEADER = 'x-playhead-caller';
/** Asks the service worker to take the documents that it does not control yet. */
export const CLAIM_MESSAGE = 'PLAYHEAD_CLAIM';
/** Where the worker's script is served, on every origin. */
export const WORKER_PATH = '/mockServiceWorker.js';
