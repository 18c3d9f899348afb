import { clock } from '../../stream/clock.ts';

/** Waits until every task that is ready has run, and what those made ready; or the limit is over. */
export type Idle = (limitMs: number) => Promise<void>;

/**
 * Creates what waits for the tasks of a window. Where the browser has task priorities it has nothing
 * to watch. WebKit has none, and there messages between ports come after timers: React works on in
 * such messages, one per slice of 5 ms, so the posts of this window are counted from now on.
 *
 * Not counted: messages between windows.
 */
export function createIdle(scope: Window & typeof globalThis): Idle {
  if (clock.hasPriorities) return clock.idle;
  const { MessageChannel } = scope;
  const { prototype } = scope.MessagePort;
  // oxlint-disable-next-line typescript/unbound-method -- called on the port below
  const { postMessage } = prototype;
  let posts = 0;
  prototype.postMessage = function (...given: unknown[]) {
    posts++;
    return Reflect.apply(postMessage, this, given) as void;
  };

  /** Resolves when the messages that have been posted have been handled: the last of them is ours. */
  function delivered(): Promise<void> {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      const handle = () => {
        port1.close();
        resolve();
      };
      port1.addEventListener('message', handle);
      port1.start();
      postMessage.call(port2, undefined);
    });
  }

  async function untilNoPosts(deadline: number): Promise<void> {
    const before = posts;
    await clock.idle(deadline - clock.now());
    await delivered();
    if (before < posts && clock.now() < deadline) return untilNoPosts(deadline);
  }

  return (limitMs) => untilNoPosts(clock.now() + limitMs);
}
