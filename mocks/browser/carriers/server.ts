import type { StreamCursor } from '../channel.ts';
import { watchSettling } from '../settling/watch.ts';
import { createTraffic } from '../traffic/traffic.ts';
import { watchConnections } from '../traffic/watch-connections.ts';
import { watchFetch } from '../traffic/watch-fetch.ts';
import { createWhenShown } from '../traffic/when-shown.ts';

/**
 * Starts the half of the `server` carrier that is in the page. It answers nothing: it watches what comes
 * in, so that a step can wait for it.
 */
export function start(): void {
  if (globalThis.playheadPage) return;
  const { settle, shadowRoots } = watchSettling();
  const traffic = createTraffic();
  watchFetch(globalThis, traffic);
  watchConnections(globalThis, traffic);
  let cursor: StreamCursor | undefined;
  Object.defineProperty(globalThis, 'playheadPage', {
    value: {
      cursor: () => cursor,
      settle,
      shadowRoots,
      ready: Promise.resolve(),
      sent(position) {
        cursor = position;
      },
      whenShown: createWhenShown(traffic, settle),
      get lastCancelled() {
        return traffic.lastCancelled;
      },
    } satisfies typeof playheadPage,
  });
}
