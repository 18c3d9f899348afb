import type { CapturedExchange } from '../record/exchange.ts';
import { bodyOf, concatBytes } from '../wire/body.ts';
import { requestName } from '../util/masked-url.ts';
import { CALLER_HEADER } from './channel.ts';
import { clock } from '../stream/clock.ts';

// Taken before the requests of this document are intercepted.
const nativeFetch = globalThis.fetch.bind(globalThis);

/** Tells MSW's service worker to send a request on: https://mswjs.io/docs/api/bypass */
const PAST_WORKER = 'msw/passthrough';

/** The option of a request that hides a response of this type from the page. */
const HIDDEN_BY: { [K in ResponseType]?: string } = {
  opaque: "mode: 'no-cors'",
  opaqueredirect: "redirect: 'manual'",
};

export interface ExchangeOptions {
  /** Aborts where the app does. */
  signal: AbortSignal;
  /** MSW's service worker is between the page and the network. */
  pastWorker: boolean;
  /** Default: the page's own. */
  fetch?: typeof globalThis.fetch;
}

/**
 * Makes a request of the app at the provider, and reads the whole response. Undefined where the app aborts
 * it before.
 * @throws Error with the whole message, where the provider does not answer, or not to the end.
 */
export async function makeExchange(
  request: Request,
  { signal, pastWorker, fetch = nativeFetch }: ExchangeOptions,
): Promise<CapturedExchange | undefined> {
  const { method, url, credentials, mode, cache, redirect, referrerPolicy } = request;
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const headers = [...request.headers].filter(([name]) => name !== CALLER_HEADER);
  const sent = new Headers(headers);
  if (pastWorker) sent.append('accept', PAST_WORKER);
  const started = clock.now();
  let response: Response;
  let headMs: number;
  let received: Pick<CapturedExchange['response'], 'body' | 'chunks'>;
  try {
    response = await fetch(url, {
      method,
      headers: sent,
      // A body that is a stream would be sent in another way than the app's own.
      body: body.length > 0 ? body : null,
      credentials,
      mode,
      cache,
      redirect,
      referrerPolicy,
      signal,
    });
    const headAt = clock.now();
    headMs = headAt - started;
    received = await readBody(response, headAt);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw new Error(explainFailure(request, error), { cause: error });
  }
  const hidden = HIDDEN_BY[response.type];
  if (hidden) {
    throw new Error(
      `Cannot record ${requestName(request)}: the page sent it with ${hidden}, so its response cannot be read. Send it with mode: 'cors' and redirect: 'follow', or record with carrier: 'server'.`,
    );
  }
  return {
    request: { method, url, headers, body: bodyOf(body) },
    response: {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      headMs,
      decoded: response.headers.has('content-encoding'),
      ...received,
    },
  };
}

async function readBody(
  response: Response,
  headAt: number,
): Promise<Pick<CapturedExchange['response'], 'body' | 'chunks'>> {
  const pieces: Uint8Array[] = [];
  const chunks: { bytes: number; ms: number }[] = [];
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return { body: bodyOf(concatBytes(pieces)), chunks };
    pieces.push(value);
    chunks.push({ bytes: value.byteLength, ms: clock.now() - headAt });
  }
}

/** Explains why a request has failed. A browser tells no page whether it was the network or CORS. */
function explainFailure(request: Request, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const cannot = `Cannot record ${requestName(request)}: ${reason}`;
  const page = globalThis.location?.origin;
  if (new URL(request.url).origin === page) return `${cannot}. Check whether the back end answers.`;
  return `${cannot}. The provider does not answer, or does not allow requests from ${page} (CORS): look in the console of the page.`;
}
