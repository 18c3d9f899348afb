import { clock } from '../settling/clock.ts';
import type { IsCompletion } from './routes.ts';

/**
 * Answers the completion requests of `XMLHttpRequest` by `fetch`, event by event; every other
 * request is the browser's own. Source of the states and events:
 * https://xhr.spec.whatwg.org/#the-send()-method
 */
export function interceptXhr(
  scope: typeof globalThis,
  isCompletion: IsCompletion,
  answer: (request: Request) => Promise<Response>,
): void {
  scope.XMLHttpRequest = class extends scope.XMLHttpRequest {
    #asked: { method: string; url: string; headers: Headers } | undefined;
    #controller: AbortController | undefined;
    #response: Response | undefined;
    #received: Uint8Array[] = [];
    #loaded = 0;
    #sent = false;
    #text = '';
    #readyState = 0;

    override open(
      method: string,
      url: string | URL,
      isAsync = true,
      ...login: (string | null)[]
    ): void {
      this.#stop();
      this.#asked =
        isAsync && isCompletion(url, method)
          ? { method, url: new URL(url, document.baseURI).href, headers: new Headers() }
          : undefined;
      this.#response = undefined;
      this.#received = [];
      this.#loaded = 0;
      this.#sent = false;
      this.#text = '';
      this.#readyState = 1;
      super.open(method, url, isAsync, ...login);
    }

    override setRequestHeader(name: string, value: string): void {
      this.#asked?.headers.append(name, value);
      super.setRequestHeader(name, value);
    }

    override send(body?: Document | XMLHttpRequestBodyInit | null): void {
      if (!this.#asked) return super.send(body);
      if (this.#sent)
        throw new DOMException('The object has been sent already.', 'InvalidStateError');
      this.#sent = true;
      void this.#play(body);
    }

    override abort(): void {
      if (!this.#asked) return super.abort();
      if (this.#stop()) this.#end('abort');
      else if (this.#readyState !== 4) return;
      this.#response = undefined;
      this.#readyState = 0;
    }

    override getResponseHeader(name: string): string | null {
      return this.#asked
        ? (this.#response?.headers.get(name) ?? null)
        : super.getResponseHeader(name);
    }

    override getAllResponseHeaders(): string {
      if (!this.#asked) return super.getAllResponseHeaders();
      return [...(this.#response?.headers ?? [])].map((pair) => `${pair.join(': ')}\r\n`).join('');
    }

    override get readyState(): number {
      return this.#asked ? this.#readyState : super.readyState;
    }

    override get status(): number {
      return this.#asked ? (this.#response?.status ?? 0) : super.status;
    }

    override get statusText(): string {
      return this.#asked ? (this.#response?.statusText ?? '') : super.statusText;
    }

    override get responseURL(): string {
      return this.#asked ? (this.#response?.url ?? '') : super.responseURL;
    }

    override get responseText(): string {
      return this.#asked ? this.#text : super.responseText;
    }

    override get response(): unknown {
      if (!this.#asked) return super.response;
      if (this.responseType === '' || this.responseType === 'text') return this.#text;
      if (this.#readyState !== 4) return null;
      const blob = new Blob(this.#received as Uint8Array<ArrayBuffer>[]);
      switch (this.responseType) {
        case 'json':
          return parseJson(this.#text);
        case 'arraybuffer':
          return concatenated(this.#received);
        case 'blob':
          return blob;
        default:
          return null;
      }
    }

    async #play(body: Document | XMLHttpRequestBodyInit | null | undefined): Promise<void> {
      const controller = new AbortController();
      this.#controller = controller;
      const over = new AbortController();
      if (this.timeout > 0) void this.#limit(controller, over.signal);
      this.#tell('loadstart');
      try {
        const { method, url, headers } = this.#asked!;
        const credentials = this.withCredentials ? 'include' : 'same-origin';
        const { signal } = controller;
        const sent = body instanceof Document ? new XMLSerializer().serializeToString(body) : body;
        const request = new Request(url, {
          method,
          headers,
          credentials,
          signal,
          body: sent ?? null,
        });
        const response = await answer(request);
        if (this.#controller !== controller) return;
        this.#response = response;
        this.#move(2);
        const decoder = new TextDecoder();
        for await (const chunk of response.body ?? []) {
          if (this.#controller !== controller) return;
          this.#received.push(chunk);
          this.#loaded += chunk.byteLength;
          this.#text += decoder.decode(chunk, { stream: true });
          this.#move(3);
          this.#tell('progress');
        }
        if (this.#controller !== controller) return;
        this.#text += decoder.decode();
        this.#controller = undefined;
        this.#end('load');
      } catch {
        this.#fail(controller, 'error');
      } finally {
        over.abort();
      }
    }

    /** By the real clock, as in a browser. */
    async #limit(controller: AbortController, over: AbortSignal): Promise<void> {
      await clock.sleep(this.timeout, over);
      if (!over.aborted) this.#fail(controller, 'timeout');
    }

    #fail(controller: AbortController, how: 'error' | 'timeout'): void {
      if (this.#controller !== controller) return;
      this.#stop();
      this.#end(how);
    }

    /** Cancels what is under way; false where nothing is. */
    #stop(): boolean {
      const controller = this.#controller;
      this.#controller = undefined;
      controller?.abort();
      return controller !== undefined;
    }

    #end(how: 'load' | 'error' | 'abort' | 'timeout'): void {
      if (how !== 'load') {
        this.#text = '';
        this.#received = [];
        this.#loaded = 0;
        this.#response = undefined;
      }
      this.#move(4);
      this.#tell(how);
      this.#tell('loadend');
    }

    #move(readyState: number): void {
      this.#readyState = readyState;
      this.dispatchEvent(new Event('readystatechange'));
    }

    #tell(name: string): void {
      this.dispatchEvent(
        new ProgressEvent(name, { loaded: this.#loaded, lengthComputable: false }),
      );
    }
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function concatenated(chunks: readonly Uint8Array[]): ArrayBuffer {
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes.buffer;
}
