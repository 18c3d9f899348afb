import type { CommandResult } from './channel.ts';
import type { Host } from './host.ts';
import type { PlayedStream } from './stream.ts';

/** An app that has not read on within this time has stopped reading. */
const UNREAD_MS = 5000;
/** How often to look again: what was sent arrives late over a service worker, or at a pace of its own. */
const STEP_MS = 100;

/** Waits until the app has read so far, and the page has rendered it. */
export async function waitUntilRead(
  stream: PlayedStream,
  position: number,
  host: Host,
): Promise<CommandResult['rendered']> {
  const ignored = await ignoresBody(stream, host);
  if (!ignored && !(await hasRead(stream, position, host))) return 'unread';
  const settled = await host.settle();
  return ignored ? 'body-ignored' : settled ? 'settled' : 'unsettled';
}

/**
 * Tells whether the app leaves the body unread because of the head. A refused connection has no body,
 * and few apps read the whole one of an error, or of an answer that a fault has altered from its head on.
 */
async function ignoresBody(stream: PlayedStream, host: Host): Promise<boolean> {
  const { playback, reading, head } = stream;
  if (playback.end?.how === 'failed') return true;
  if (!head || (head.code < 400 && !head.altered)) return false;
  await hasRead(stream, 0, host); // the head has arrived
  await host.settle();
  return !reading.wantsMore;
}

/** Waits until the app has read; false where it does not ask for what it was sent. */
async function hasRead(
  { playback, reading }: PlayedStream,
  position: number,
  { settle, sleep, idle, unreadMs = UNREAD_MS }: Host,
): Promise<boolean> {
  const read = reading.whenRead(position).then(() => true);
  if (await inTime(read, idle(unreadMs))) return true;
  const last = Math.min(position, playback.total);
  const progress = () => [playback.position, reading.delivered(last), reading.wantsMore].join();
  const wait = async (): Promise<boolean> => {
    const before = progress();
    if (await inTime(read, settle())) return true;
    // Held in the meantime: it does not come to this position.
    if (playback.limit < position && playback.position >= playback.limit) return true;
    // The page has settled, and the app reads no more: it may have all it wants.
    if (reading.delivered(last) && !reading.wantsMore) return true;
    for (let left = unreadMs; left > 0; left -= STEP_MS) {
      const stopped = new AbortController();
      // Waits in short steps: what was sent may arrive in any of them.
      const done = await inTime(read, sleep(Math.min(left, STEP_MS), stopped.signal));
      stopped.abort();
      if (done) return true;
      if (reading.wantsMore || progress() !== before) return wait();
    }
    return false;
  };
  return wait();
}

async function inTime(done: Promise<boolean>, late: Promise<unknown>): Promise<boolean> {
  return Promise.race([done, late.then(() => false)]);
}
