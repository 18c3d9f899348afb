import { type Respond, XhrExchange } from './xhr-exchange.ts';

/** Answers the requests of `XMLHttpRequest` that go to a route; every other one stays the browser's own. */
export function interceptXhr(
  isRouted: (url: string | URL, method: string) => boolean,
  respond: Respond,
): void {
  globalThis.XMLHttpRequest = class extends globalThis.XMLHttpRequest {
    #exchange: XhrExchange | undefined;

    override open(
      method: string,
      url: string | URL,
      isAsync = true,
      ...login: (string | null)[]
    ): void {
      this.#exchange?.cancel();
      this.#exchange =
        isAsync && isRouted(url, method)
          ? new XhrExchange(this, method, new URL(url, document.baseURI).href, respond)
          : undefined;
      super.open(method, url, isAsync, ...login);
    }

    override setRequestHeader(name: string, value: string): void {
      this.#exchange?.requestHeaders.append(name, value);
      super.setRequestHeader(name, value);
    }

    override send(body?: Document | XMLHttpRequestBodyInit | null): void {
      if (this.#exchange) this.#exchange.send(body);
      else super.send(body);
    }

    override abort(): void {
      if (this.#exchange) this.#exchange.abort();
      else super.abort();
    }

    override getResponseHeader(name: string): string | null {
      if (!this.#exchange) return super.getResponseHeader(name);
      return this.#exchange.response?.headers.get(name) ?? null;
    }

    override getAllResponseHeaders(): string {
      if (!this.#exchange) return super.getAllResponseHeaders();
      const headers = [...(this.#exchange.response?.headers ?? [])];
      return headers.map((pair) => `${pair.join(': ')}\r\n`).join('');
    }

    override get readyState(): number {
      return this.#exchange ? this.#exchange.readyState : super.readyState;
    }

    override get status(): number {
      return this.#exchange ? (this.#exchange.response?.status ?? 0) : super.status;
    }

    override get statusText(): string {
      return this.#exchange ? (this.#exchange.response?.statusText ?? '') : super.statusText;
    }

    override get responseURL(): string {
      return this.#exchange ? (this.#exchange.response?.url ?? '') : super.responseURL;
    }

    override get responseText(): string {
      return this.#exchange ? this.#exchange.text : super.responseText;
    }

    override get response(): unknown {
      return this.#exchange ? this.#exchange.content : super.response;
    }
  };
}
