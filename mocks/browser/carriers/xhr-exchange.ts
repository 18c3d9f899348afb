import { parseJson } from '../../util/json.ts';
import { concatBytes } from '../../wire/body.ts';
import { clock } from '../../stream/clock.ts';

export type Respond = (request: Request) => Promise<Response>;

/**
 * One request of an `XMLHttpRequest` and the response it gets instead of the network's, event by
 * event. Source of the states and events: https://xhr.spec.whatwg.org/#the-send()-method
 */
export class XhrExchange {
  readonly requestHeaders = new Headers();
  response: Response | undefined;
  text = '';
  readyState: number = XMLHttpRequest.OPENED;

  readonly #xhr: XMLHttpRequest;
  readonly #method: string;
  readonly #url: string;
  readonly #respond: Respond;
  #controller: AbortController | undefined;
  #received: Uint8Array[] = [];
  #loaded = 0;
  #sent = false;

  constructor(xhr: XMLHttpRequest, method: string, url: string, respond: Respond) {
    this.#xhr = xhr;
    this.#method = method;
    this.#url = url;
    this.#respond = respond;
  }

  send(body: Document | XMLHttpRequestBodyInit | null | undefined): void {
    if (this.#sent)
      throw new DOMException('The object has been sent already.', 'InvalidStateError');
    this.#sent = true;
    void this.#play(body);
  }

  abort(): void {
    if (this.cancel()) this.#end('abort');
    else if (this.readyState !== XMLHttpRequest.DONE) return;
    this.response = undefined;
    this.readyState = XMLHttpRequest.UNSENT;
  }

  /** Stops without an event; false where nothing was under way. */
  cancel(): boolean {
    const controller = this.#controller;
    this.#controller = undefined;
    controller?.abort();
    return controller !== undefined;
  }

  /** The body as the `responseType` asks for it. */
  get content(): unknown {
    const { responseType } = this.#xhr;
    if (responseType === '' || responseType === 'text') return this.text;
    if (this.readyState !== XMLHttpRequest.DONE) return null;
    switch (responseType) {
      case 'json':
        return parseJson(this.text) ?? null;
      case 'arraybuffer':
        return concatBytes(this.#received).buffer;
      case 'blob':
        return new Blob(this.#received as Uint8Array<ArrayBuffer>[]);
      default:
        return null;
    }
  }

  async #play(body: Document | XMLHttpRequestBodyInit | null | undefined): Promise<void> {
    const controller = new AbortController();
    this.#controller = controller;
    const settled = new AbortController();
    if (this.#xhr.timeout > 0) void this.#limit(controller, settled.signal);
    this.#dispatch('loadstart');
    try {
      const response = await this.#respond(this.#request(body, controller.signal));
      if (this.#controller !== controller) return;
      this.response = response;
      this.#move(XMLHttpRequest.HEADERS_RECEIVED);
      const decoder = new TextDecoder();
      // By hand: Safari 26 has no async iteration of a body.
      const reader = response.body?.getReader();
      for (;;) {
        const chunk = (await reader?.read())?.value;
        if (this.#controller !== controller) return;
        if (!chunk) break;
        this.#received.push(chunk);
        this.#loaded += chunk.byteLength;
        this.text += decoder.decode(chunk, { stream: true });
        this.#move(XMLHttpRequest.LOADING);
        this.#dispatch('progress');
      }
      this.text += decoder.decode();
      this.#controller = undefined;
      this.#end('load');
    } catch {
      this.#fail(controller, 'error');
    } finally {
      settled.abort();
    }
  }

  #request(body: Document | XMLHttpRequestBodyInit | null | undefined, signal: AbortSignal) {
    return new Request(this.#url, {
      method: this.#method,
      headers: this.requestHeaders,
      credentials: this.#xhr.withCredentials ? 'include' : 'same-origin',
      signal,
      body: body instanceof Document ? new XMLSerializer().serializeToString(body) : (body ?? null),
    });
  }

  /** Counts by the real clock, as a browser does. */
  async #limit(controller: AbortController, settled: AbortSignal): Promise<void> {
    await clock.sleep(this.#xhr.timeout, settled);
    if (!settled.aborted) this.#fail(controller, 'timeout');
  }

  #fail(controller: AbortController, event: 'error' | 'timeout'): void {
    if (this.#controller !== controller) return;
    this.cancel();
    this.#end(event);
  }

  #end(event: 'load' | 'error' | 'abort' | 'timeout'): void {
    if (event !== 'load') {
      this.text = '';
      this.#received = [];
      this.#loaded = 0;
      this.response = undefined;
    }
    this.#move(XMLHttpRequest.DONE);
    this.#dispatch(event);
    this.#dispatch('loadend');
  }

  #move(readyState: number): void {
    this.readyState = readyState;
    this.#xhr.dispatchEvent(new Event('readystatechange'));
  }

  #dispatch(name: string): void {
    const progress = { loaded: this.#loaded, lengthComputable: false };
    this.#xhr.dispatchEvent(new ProgressEvent(name, progress));
  }
}
