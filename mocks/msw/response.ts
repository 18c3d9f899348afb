import { HttpResponse } from 'msw';
import { NULL_BODY } from '../cassette/cassette.ts';
import type { Miss } from '../matching/miss.ts';
import {
  missResponse as missOf,
  preflightHead,
  responseHead,
  type ResponseHead,
} from '../replay/response-head.ts';
import type { DeliveryHead } from '../stream/delivery.ts';
import type { Playback } from '../stream/playback.ts';
import { cancellableBody } from './cancellable-body.ts';

/** Makes the response with the playback as its body; without a head, a refused connection. */
export function responseOf(
  head: DeliveryHead | undefined,
  playback: Playback,
  { headers }: Request,
): Response {
  if (!head) return HttpResponse.error();
  const body = NULL_BODY.has(head.code) ? null : cancellableBody(playback);
  return new HttpResponse(body, initOf(responseHead(head, headers)));
}

/** Makes the response to a request that was not recorded. */
export function missResponse(miss: Miss, { headers }: Request): Response {
  const { head, body } = missOf(miss, headers);
  return HttpResponse.json(body, initOf(head));
}

/** Answers a preflight request by allowing the method and headers it names. */
export function preflightResponse({ headers }: Request): Response {
  return new HttpResponse(null, initOf(preflightHead(headers)));
}

function initOf({ status, statusText, headers: entries }: ResponseHead): ResponseInit {
  const headers = new Headers();
  for (const [name, value] of entries) headers.append(name, value);
  return { status, statusText, headers };
}
