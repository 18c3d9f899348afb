import type { Route } from '../matching/route.ts';
import type {
  Command,
  CommandResult,
  Notice,
  NoticeReply,
  StreamCursor,
} from '../player/channel.ts';

export type { StreamCursor } from '../player/channel.ts';

/**
 * What answers the app: handlers in its page or in a service worker, or a server that its back end asks
 * instead of the model.
 */
export type Carrier = 'page' | 'service-worker' | 'server';

/** Configures the script of a page before its document begins. All that crosses the channel is JSON. */
export interface PageConfig {
  routes: readonly Route[];
}

/** Page to test: something has happened. */
export type PageEvent = Notice | { type: 'carrier-error'; message: string };

/** The shadow trees that scripts have attached, for as long as they live. */
export interface ShadowRoots extends Iterable<ShadowRoot> {
  /** Calls back with each that is attached from now on. */
  onAttached(listener: (root: ShadowRoot) => void): void;
}

/** Test to page: what the model has sent to the app's back end, and the page is to get. */
export interface Expected {
  /** The text that the last piece continues, with that piece. */
  textSoFar: string;
  /** The last piece of text of what was sent; absent where none of it says any. */
  last?: string | undefined;
  /** Some of that text was sent now; else what was sent before says where the page gets the answer. */
  isNew: boolean;
  /** More was sent after that, which is not a text. */
  trailing: boolean;
  /** All was sent, and the end. */
  ended: boolean;
  /** How long to wait for the text while nothing comes, in milliseconds. */
  textTimeoutMs: number;
  /** For how long nothing may come before the page has got it all, in milliseconds. */
  quietMs: number;
}

export interface Shown {
  /** What the page had got when it was taken to have got all: the text, something, or nothing. */
  how: 'text' | 'traffic' | 'quiet';
  /** How long the text took, in milliseconds. */
  latencyMs: number;
  settled: boolean;
}

/** What a document offers to the test and to the documents it opens. */
export interface PageApi {
  /** Runs a command; absent where no stream is played in the page. */
  run?(command: Command): Promise<CommandResult | undefined>;
  /** Takes in how far a server is; absent where streams are played in the page. */
  sent?(cursor: StreamCursor): void;
  /** Waits until the page shows what a server has sent; absent where streams are played in the page. */
  whenShown?(expected: Expected): Promise<Shown>;
  /** The connection that the page has ended by itself last. */
  lastCancelled?: string | undefined;
  /** The position of the stream that began last, of those this document plays. */
  cursor(): StreamCursor | undefined;
  /** The numbers of the requests to record whose responses this document awaits; absent where it records none. */
  readonly pendingRecordings?: readonly number[];
  /** Waits until the page has rendered what it will render; false where it never comes to rest. */
  settle(): Promise<boolean>;
  shadowRoots: ShadowRoots;
  /** Resolves when requests are answered; rejects with the reason why they cannot be. */
  ready: Promise<void>;
}

declare global {
  /** The object in the page that takes commands. Undefined in documents without the page script. */
  var playheadPage: PageApi | undefined;
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
