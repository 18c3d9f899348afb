import { CALLER_HEADER } from '../channel.ts';
import type { ReaderProbe } from './reader-probe.ts';
import type { IsCompletion } from './routes.ts';

/** Makes the completion requests of `XMLHttpRequest` wait for the service worker, and no others. */
export function delayXhr(
  prototype: XMLHttpRequest,
  isCompletion: IsCompletion,
  callWhenReady: () => Promise<{ name: string; probe: ReaderProbe }>,
): void {
  /** The requests that may have to wait, by the latest of their `open` calls. */
  const held = new WeakMap<XMLHttpRequest, { sent: boolean }>();
  const { open, send, abort } = prototype as unknown as Record<
    'open' | 'send' | 'abort',
    (...args: unknown[]) => void
  >;
  prototype.open = function opened(
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    isAsync = true,
    ...login: unknown[]
  ) {
    if (isAsync && isCompletion(url, method)) held.set(this, { sent: false });
    else held.delete(this);
    open.call(this, method, url, isAsync, ...login);
  };
  prototype.send = function sent(body) {
    const opened = held.get(this);
    if (!opened) return send.call(this, body);
    if (opened.sent)
      throw new DOMException('The object has been sent already.', 'InvalidStateError');
    opened.sent = true;
    void sendWhenReady(this, body);
  };
  prototype.abort = function aborted() {
    const waits = held.get(this)?.sent && this.readyState === XMLHttpRequest.OPENED;
    held.delete(this);
    abort.call(this);
    if (!waits) return;
    this.dispatchEvent(new ProgressEvent('abort'));
    this.dispatchEvent(new ProgressEvent('loadend'));
  };

  async function sendWhenReady(xhr: XMLHttpRequest, body: unknown): Promise<void> {
    const opened = held.get(xhr);
    try {
      if (location.protocol === 'about:')
        throw new TypeError('A blank document has no service worker');
      const { name, probe } = await callWhenReady();
      if (held.get(xhr) !== opened) return; // aborted or opened anew by now
      xhr.addEventListener('readystatechange', () => {
        if (xhr.readyState >= XMLHttpRequest.HEADERS_RECEIVED) probe.begin();
      });
      xhr.addEventListener('progress', ({ loaded }) => probe.received(loaded));
      xhr.addEventListener('abort', () => probe.abort('abort() of XMLHttpRequest'));
      xhr.addEventListener('loadend', () => probe.end());
      xhr.setRequestHeader(CALLER_HEADER, name);
      held.delete(xhr); // from here on it is the browser's
      send.call(xhr, body);
    } catch {
      if (held.has(xhr) && held.get(xhr) !== opened) return;
      // The test has got the reason; the app sees a request that fails.
      xhr.dispatchEvent(new ProgressEvent('error'));
      xhr.dispatchEvent(new ProgressEvent('loadend'));
    }
  }
}
