import type { Sleep } from '../stream/sleep.ts';
import type { Notify } from './channel.ts';

/** What a player needs of the place where it runs: a page or a server. */
export interface Host {
  /** Reports to the test. */
  notify: Notify;
  /** Waits until all is rendered that will be; false where it never comes to rest. */
  settle: () => Promise<boolean>;
  sleep: Sleep;
  /** An app that has not read on within this time has stopped reading. Default: 5000, in milliseconds. */
  unreadMs?: number;
  /** Resolves when every task that is ready has run, or this many milliseconds are over. */
  idle: (limitMs: number) => Promise<void>;
}
