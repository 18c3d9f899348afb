import { expect, test } from 'vitest';
import { Playback } from '../stream/playback.ts';
import { createEventFeed } from './event-feed.ts';
import type { Host } from './host.ts';
import { createPlayedStream } from './stream.ts';
import { waitUntilRead } from './wait-until-read.ts';

/** A stream whose reader is far away, and a time that only `sleep` moves. */
function farReader() {
  const far = { wantsMore: false, delivered: false, sleeps: [] as number[], onSleep: () => {} };
  const playback = new Playback([{ raw: 'data: [DONE]\n\n' }]);
  const reading = {
    get wantsMore() {
      return far.wantsMore;
    },
    delivered: () => far.delivered,
    whenRead: () => new Promise<void>(() => {}),
  };
  const feed = createEventFeed(() => Promise.reject(new Error('all is given')));
  const sent = { head: { code: 200, headers: {} }, total: 1, end: 'close' as const };
  const stream = createPlayedStream(0, sent, { playback, feed, reading }, () => {});
  const host: Host = {
    notify: () => Promise.resolve(undefined),
    settle: () => Promise.resolve(true),
    idle: () => Promise.resolve(),
    sleep: async (ms) => {
      far.sleeps.push(ms);
      far.onSleep();
    },
    unreadMs: 5000,
  };
  return { far, wait: () => waitUntilRead(stream, 1, host) };
}

test('an app that stops at the last event is seen soon after that has arrived', async () => {
  const { far, wait } = farReader();
  far.onSleep = () => (far.delivered = true);
  expect(await wait()).toBe('settled');
  expect(far.sleeps).toEqual([100]);
});

test('an app that stops reading during the wait counts as having read', async () => {
  const { far, wait } = farReader();
  far.wantsMore = true;
  far.onSleep = () => Object.assign(far, { delivered: true, wantsMore: false });
  expect(await wait()).toBe('settled');
});

test('an app that gets nothing counts as unread when its time is up', async () => {
  const { far, wait } = farReader();
  expect(await wait()).toBe('unread');
  expect(far.sleeps.reduce((sum, ms) => sum + ms)).toBe(5000);
});

test('an app that asks for more has all the time it needs', async () => {
  const { far, wait } = farReader();
  far.wantsMore = true;
  far.onSleep = () => {
    if (far.sleeps.length > 1000) Object.assign(far, { delivered: true, wantsMore: false });
  };
  expect(await wait()).toBe('settled');
});
