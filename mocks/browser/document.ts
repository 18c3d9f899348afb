import {
  type AppReply,
  NOTICE_BINDING,
  type PageEvent,
  PAGE_OBJECT,
  type PageObject,
} from './channel.ts';
import { watchObservers } from './settling/observers.ts';
import { watchPending } from './settling/pending.ts';
import { createSettle, watchChanges, watchShadowRoots } from './settling/settle.ts';
import { createStreams, type Streams } from './streams.ts';

type Binding = (notice: PageEvent) => Promise<AppReply | undefined>;

/** Tells the test. Looked up when called: the binding may come after this script. */
export const notify: Binding = (notice) =>
  (globalThis as unknown as Record<string, Binding>)[NOTICE_BINDING]!(notice);

/**
 * Sets this window up, once: gives its part of the playhead, or undefined where that has been done.
 * @param prepare resolves when the completion requests of the document are answered
 */
export function openDocument(prepare: (streams: Streams) => Promise<void>): PageObject | undefined {
  const known = (globalThis as unknown as Record<string, PageObject | undefined>)[PAGE_OBJECT];
  if (known) {
    void known.ready;
    return undefined;
  }
  const scope = globalThis as unknown as Window & typeof globalThis;
  const pending = watchPending(scope);
  const askForNews = watchObservers(scope);
  const shadowRoots = watchShadowRoots(scope);
  const settle = createSettle(pending, askForNews, () => watchChanges(document, shadowRoots));
  const streams = createStreams(notify, settle);
  let prepared: { document: Document; ready: Promise<void> } | undefined;
  const page: PageObject = {
    run: streams.run,
    playing: streams.playing,
    settle,
    shadowRoots,
    // A popup's first document leaves its window, and all that is in it, to the next one.
    get ready() {
      if (prepared?.document !== document) {
        prepared = { document, ready: prepare(streams) };
        prepared.ready.catch(() => {}); // whoever asks is told
      }
      return prepared.ready;
    },
  };
  Object.defineProperty(globalThis, PAGE_OBJECT, { value: page });
  return page;
}
