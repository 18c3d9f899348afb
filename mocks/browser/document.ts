import type { NoticeReply } from '../player/channel.ts';
import { createPlayer, type Player } from '../player/player.ts';
import type { PageEvent, PageApi } from './channel.ts';
import { clock } from '../stream/clock.ts';
import { watchSettling } from './settling/watch.ts';

/** Reports to the test. Looks the binding up on each call: it may come after this script. */
export const notify = (event: PageEvent): Promise<NoticeReply | undefined> =>
  globalThis.playheadNotice!(event);

/**
 * Sets this window up, once. Returns undefined where that has been done.
 * @param prepare resolves when the requests of the document are answered
 */
export function openDocument(prepare: (player: Player) => Promise<void>): PageApi | undefined {
  if (globalThis.playheadPage) {
    void globalThis.playheadPage.ready;
    return undefined;
  }
  const { idle, settle, shadowRoots } = watchSettling();
  const player = createPlayer({ notify, settle, idle, sleep: clock.sleep });
  let prepared: { document: Document; ready: Promise<void> } | undefined;
  const page: PageApi = {
    run: player.run,
    cursor: player.cursor,
    get pendingRecordings() {
      return [...player.pendingRecordings];
    },
    settle,
    shadowRoots,
    // A popup's first document leaves its window, and all that is in it, to the next one.
    get ready() {
      if (prepared?.document !== document) {
        prepared = { document, ready: prepare(player) };
        prepared.ready.catch(() => {}); // callers of `ready` get the rejection
      }
      return prepared.ready;
    },
  };
  Object.defineProperty(globalThis, 'playheadPage', { value: page });
  return page;
}
