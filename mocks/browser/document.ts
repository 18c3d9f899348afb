import type { NoticeReply, PageEvent, PageObject } from './channel.ts';
import { watchObservers } from './settling/observers.ts';
import { watchPending } from './settling/pending.ts';
import { createSettle, watchChanges, watchShadowRoots } from './settling/settle.ts';
import { createStreams, type Streams } from './streams.ts';

/** Reports to the test. Looks the binding up on each call: it may come after this script. */
export const notify = (event: PageEvent): Promise<NoticeReply | undefined> =>
  globalThis.playheadNotice!(event);

/**
 * Sets this window up, once. Returns undefined where that has been done.
 * @param prepare resolves when the completion requests of the document are answered
 */
export function openDocument(prepare: (streams: Streams) => Promise<void>): PageObject | undefined {
  if (globalThis.playheadPage) {
    void globalThis.playheadPage.ready;
    return undefined;
  }
  const scope = globalThis as unknown as Window & typeof globalThis;
  const pending = watchPending(scope);
  const requestFrame = watchObservers(scope);
  const shadowRoots = watchShadowRoots(scope);
  const settle = createSettle(pending, requestFrame, () => watchChanges(document, shadowRoots));
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
        prepared.ready.catch(() => {}); // callers of `ready` get the rejection
      }
      return prepared.ready;
    },
  };
  Object.defineProperty(globalThis, 'playheadPage', { value: page });
  return page;
}
