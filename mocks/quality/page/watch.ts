import type { StreamCursor } from '../../browser/channel.ts';
import { textOf } from '../../browser/text.ts';
import { observeDeep } from '../../browser/tree.ts';
import type { ElementWatch, Observations } from '../observations.ts';
import { createAnnouncementReader } from './announcements.ts';
import { rendered, watchInput } from './frames.ts';
import { findRemounts } from './remounts.ts';
import { watchScrolling } from './scroll-jumps.ts';
import { findTextRegression } from './text-regressions.ts';
import { watchTimings } from './timing.ts';
import { textUnmountedOutOfView } from './unmounted-text.ts';

/** Starts to watch how well an element shows what streams into it. */
export function watch(element: Element): ElementWatch {
  const found: Omit<Observations, 'isConnected'> = {
    remounts: [],
    textRegressions: [],
    scrollJumps: [],
    announcements: [],
  };
  let text = textOf(element);

  const contents = { childList: true, characterData: true, attributeFilter: ['hidden'] };
  observeDeep(element, contents, (records) => {
    const cursor = currentCursor();
    const remount = findRemounts(records);
    if (remount) found.remounts.push({ ...remount, cursor });
    const before = text;
    text = textOf(element);
    const loss = findTextRegression(before, text, () => textUnmountedOutOfView(records));
    if (loss) found.textRegressions.push({ ...loss, cursor });
  });
  const readAnnouncements = createAnnouncementReader();
  // Observes the document: live regions may be anywhere.
  const live = { childList: true, characterData: true, attributeFilter: ['aria-busy'] };
  observeDeep(document, live, (records) => {
    const cursor = currentCursor();
    for (const each of readAnnouncements(records)) found.announcements.push({ text: each, cursor });
  });
  watchScrolling(element, (jump) => found.scrollJumps.push({ ...jump, cursor: currentCursor() }));
  const timings = watchTimings(element);

  return {
    async begin() {
      await rendered();
      timings.reset();
    },
    rendered,
    inputSettled: watchInput(),
    observations: () => ({
      ...timings.read(),
      ...found,
      isConnected: element.isConnected,
    }),
  };
}

function currentCursor(): StreamCursor | undefined {
  return globalThis.playheadPage?.cursor();
}
