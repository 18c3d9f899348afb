import { CALLER_HEADER } from '../channel.ts';
import type { Caller } from './caller.ts';
import type { IsCompletion } from './routes.ts';

/** Lets the completion requests of `XMLHttpRequest` wait for the service worker; no other ones. */
export function delayXhr(
  prototype: XMLHttpRequest,
  isCompletion: IsCompletion,
  callWhenReady: () => Promise<{ name: string; caller: Caller }>,
): void {
  const held = new WeakSet<XMLHttpRequest>();
  const { open, send } = prototype as unknown as Record<
    'open' | 'send',
    (...given: unknown[]) => void
  >;
  prototype.open = function opened(
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    isAsync = true,
    ...login: unknown[]
  ) {
    if (isAsync && isCompletion(url, method)) held.add(this);
    else held.delete(this);
    open.call(this, method, url, isAsync, ...login);
  };
  prototype.send = function sent(body) {
    if (held.has(this)) void sendWhenReady(this, body);
    else send.call(this, body);
  };

  async function sendWhenReady(xhr: XMLHttpRequest, body: unknown): Promise<void> {
    try {
      if (location.protocol === 'about:')
        throw new TypeError('A blank document has no service worker');
      const { name, caller } = await callWhenReady();
      if (xhr.readyState !== XMLHttpRequest.OPENED) return; // aborted by now
      xhr.addEventListener('readystatechange', () => {
        if (xhr.readyState >= XMLHttpRequest.HEADERS_RECEIVED) caller.begin();
      });
      xhr.addEventListener('progress', ({ loaded }) => caller.received(loaded));
      xhr.addEventListener('abort', () => caller.abort('abort() of XMLHttpRequest'));
      xhr.addEventListener('loadend', () => caller.end());
      xhr.setRequestHeader(CALLER_HEADER, name);
      send.call(xhr, body);
    } catch {
      // The test has been told why; the app sees a request that fails.
      xhr.dispatchEvent(new ProgressEvent('error'));
      xhr.dispatchEvent(new ProgressEvent('loadend'));
    }
  }
}
