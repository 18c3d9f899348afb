import type { Route } from '../matching/route.ts';
import type {
  Command,
  CommandResult,
  Notice,
  NoticeReply,
  StreamCursor,
} from '../player/channel.ts';

export type { StreamCursor } from '../player/channel.ts';

/** Where the handlers run that answer the app. */
export type Carrier = 'page' | 'service-worker';

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
