import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Body } from '../wire/body.ts';
import { bodyOf } from '../wire/body.ts';
import type { CapturedExchange } from '../record/exchange.ts';
import { type HeaderList, HOP_HEADERS } from '../record/headers.ts';
import { PlayheadError } from '../util/error.ts';
import { requestName } from '../util/masked-url.ts';
import { createDecoder, DECODABLE } from './decoder.ts';

/** A request to send on, as it came. */
export interface ForwardedRequest {
  method: string;
  /** The address at the provider. */
  url: string;
  headers: HeaderList;
  body: Buffer;
}

/** The head of the provider's response, as it came. */
export interface ForwardedHead {
  status: number;
  statusText: string;
  headers: HeaderList;
}

/** What happens while the response comes. */
export interface ForwardListener {
  /** Aborts where the client has left: the provider is left too. */
  signal: AbortSignal;
  onHead: (head: ForwardedHead) => void;
  onChunk: (bytes: Buffer) => void;
  /** The response is complete; what follows does not concern the client. */
  onEnd: () => void;
}

/** Headers of a request that are made anew, or speak of this server alone. */
const OWN_HEADERS = /^(?:host|content-length|content-encoding|expect|x-playhead-.*)$/i;

/**
 * Sends a request on to the provider, and tells of its response as it comes: neither changed nor kept
 * back. Resolves when it is complete.
 * @throws PlayheadError `upstream` where the provider cannot be reached, or its response breaks off; what
 *   the signal aborts with.
 */
export async function forward(
  request: ForwardedRequest,
  { signal, onHead, onChunk, onEnd }: ForwardListener,
): Promise<CapturedExchange> {
  const { method, url, body } = request;
  const started = performance.now();
  const response = await send(request, signal);
  const { statusCode: status = 0, statusMessage: statusText = '', httpVersion } = response;
  const headers = headerPairs(response.rawHeaders);
  const headAt = performance.now();
  const chunks: CapturedExchange['response']['chunks'][number][] = [];
  const decoder = createDecoder(response.headers['content-encoding'], (bytes) =>
    chunks.push({ bytes: bytes.length, ms: performance.now() - headAt }),
  );
  try {
    onHead({ status, statusText, headers: withoutHops(headers) });
    for await (const bytes of response as AsyncIterable<Buffer>) {
      decoder.write(bytes);
      onChunk(bytes);
    }
    onEnd();
  } catch (error) {
    response.destroy();
    signal.throwIfAborted();
    throw upstream(request, FAILURES.brokenOff, error);
  }
  return {
    request: { method, url, headers: request.headers, body: bodyOf(body) },
    response: {
      status,
      statusText,
      headers,
      httpVersion,
      headMs: headAt - started,
      body: await decodedBody(request, decoder),
      decoded: decoder.decodes,
      chunks,
    },
  };
}

async function decodedBody(
  request: ForwardedRequest,
  decoder: ReturnType<typeof createDecoder>,
): Promise<Body> {
  try {
    return bodyOf(await decoder.end());
  } catch (error) {
    throw upstream(request, FAILURES.damaged, error);
  }
}

/** Sends the request; resolves with the head of the response. */
function send(
  { method, url, headers, body }: ForwardedRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const sent = withoutHops(headers)
    .filter(([name]) => !OWN_HEADERS.test(name))
    .map(([name, value]) => [name, /^accept-encoding$/i.test(name) ? decodable(value) : value]);
  const { promise, resolve, reject } = withResolvers<IncomingMessage>();
  const start = url.startsWith('https:') ? secureRequest : plainRequest;
  const length = body.length > 0 || !/^(?:GET|HEAD)$/.test(method);
  const all = [['Host', new URL(url).host], ...sent].concat(
    length ? [['Content-Length', String(body.length)]] : [],
  );
  // A connection of its own: one that is kept may be closed at the moment when it is used again.
  const options = { method, headers: all.flat(), signal, agent: false } as const;
  const request: ClientRequest = start(url, options, resolve);
  const fail = (failure: Failure, error: unknown) => {
    if (signal.aborted) reject(signal.reason as Error);
    else reject(upstream({ method, url }, failure, error));
  };
  request
    .on('error', (error) => fail(FAILURES.unreachable, error))
    .on('close', () => fail(FAILURES.silent, 'the connection was closed'))
    .on('upgrade', (_response, socket) => {
      socket.destroy();
      fail(FAILURES.silent, 'it wants another protocol');
    });
  request.end(body);
  return promise;
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}

/** Leaves out what cannot be read here: it could not be written down. */
function decodable(accepted: string): string {
  const kept = accepted
    .split(',')
    .map((each) => each.trim())
    .filter((each) => DECODABLE.test(each.split(';')[0]!.trim()));
  return kept.join(', ') || 'identity';
}

/** Leaves out the headers of the connection, those too that it names: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
function withoutHops(headers: HeaderList): HeaderList {
  const named = headers
    .filter(([name]) => /^connection$/i.test(name))
    .flatMap(([, value]) =>
      value
        .toLowerCase()
        .split(',')
        .map((each) => each.trim()),
    );
  return headers.filter(([name]) => {
    const key = name.toLowerCase();
    return !HOP_HEADERS.has(key) && !named.includes(key);
  });
}

/** Pairs the names and values of `rawHeaders`. */
export function headerPairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1]!] as const] : []));
}

interface Failure {
  reason: string;
  hint: string;
}

const CHECK_ADDRESS = "Check the provider's address (--to) and your network";

/** How a request to the provider fails, and what to do. */
const FAILURES = {
  unreachable: { reason: 'the provider cannot be reached', hint: CHECK_ADDRESS },
  silent: { reason: 'the provider has not answered', hint: CHECK_ADDRESS },
  brokenOff: { reason: 'the response has broken off', hint: 'Send the request again' },
  damaged: {
    reason: 'the body cannot be decompressed',
    hint: 'Send the request with the header accept-encoding: identity',
  },
} as const satisfies Record<string, Failure>;

function upstream(
  request: Pick<ForwardedRequest, 'method' | 'url'>,
  { reason, hint }: Failure,
  cause: unknown,
): PlayheadError {
  const details = cause instanceof Error ? reasonOf(cause) : String(cause);
  const message = `Cannot record ${requestName(request)}: ${reason} (${details}). ${hint}.`;
  return new PlayheadError('upstream', message);
}

/** Finds what a failed connection says: of several addresses, the message itself is empty. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return first?.message ?? error.message;
}
