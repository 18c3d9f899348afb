import type { StreamCursor, Observations, Watch } from '../observations.ts';
import { createAnnouncements } from './announcements.ts';
import { rendered } from './frames.ts';
import { watchInput } from './input.ts';
import { findLoss } from './text-loss.ts';
import { pageObject } from '../../browser/page-object.ts';
import { findRemounts } from './remounts.ts';
import { watchScrolling } from './scroll-jumps.ts';
import { textOf } from '../../browser/text.ts';
import { unmountedOutOfSight } from './offscreen-text.ts';
import { watchTimings } from './timing.ts';
import { observeDeep } from '../../browser/tree.ts';

/** Begins to watch how well an element shows what streams into it. */
export function watch(element: Element): Watch {
  const recreated: Observations['remounts'] = [];
  const losses: Observations['losses'] = [];
  const jumps: Observations['jumps'] = [];
  const announced: Observations['announced'] = [];
  let text = textOf(element);

  observeDeep(
    element,
    { childList: true, characterData: true, attributeFilter: ['hidden'] },
    (records) => {
      const at = playing();
      const nodes = findRemounts(records);
      if (nodes) recreated.push({ ...nodes, at });
      const before = text;
      text = textOf(element);
      const loss = findLoss(before, text, () => unmountedOutOfSight(records));
      if (loss) losses.push({ ...loss, at });
    },
  );
  const announcedBy = createAnnouncements();
  // Not in the element alone: what is spoken while the stream plays may stand anywhere.
  const spoken = { childList: true, characterData: true, attributeFilter: ['aria-busy'] };
  observeDeep(document, spoken, (records) => {
    const at = playing();
    announced.push(...announcedBy(records).map((said) => ({ text: said, at })));
  });
  watchScrolling(element, (jump) => jumps.push({ ...jump, at: playing() }));
  const timings = watchTimings(element);
  const { shifts, longTasks, slowFrames } = timings;
  const untouched = watchInput();

  return {
    async begin() {
      await rendered();
      timings.forget();
    },
    rendered,
    inputSettled: untouched,
    observations: () => ({
      ...(shifts && { shifts: shifts() }),
      ...(longTasks && { longTasks: longTasks() }),
      ...(slowFrames && { slowFrames: slowFrames() }),
      remounts: recreated,
      losses,
      jumps,
      announced,
      isConnected: element.isConnected,
    }),
  };
}

/** Where the streams of this document stand. */
function playing(): StreamCursor | undefined {
  return pageObject()?.playing();
}
