import { type Change, requestChanges } from '../../matching/changes.ts';
import { withoutVolatile } from '../../matching/volatile.ts';
import { quote } from '../../util/text.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import { testNameOf } from '../fixture/load-cassettes.ts';
import { contextOf } from '../../playhead/request-context.ts';

/** A request, and what it changes against the recorded one. */
export interface ComparedRequest {
  /** What has answered it. */
  answer: string;
  /** The cassette that has answered it; undefined for a side call and a miss. */
  cassette?: string;
  /** Empty where no interaction has answered it. */
  changes: Change[];
}

/** Stands behind all recordings. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * Compares requests with what was recorded of them. Lists them in the order of the recording, since
 * those that an app sends at once arrive in any order; then the side calls and the misses by name.
 * @param masks what else to leave out of texts and numbers
 */
export function compareRequests(
  requests: readonly AppRequest[],
  masks: readonly RegExp[] = [],
): ComparedRequest[] {
  const placed = requests.map((request) => {
    const { recordings, recording } = contextOf(request) ?? {};
    if (!recording) return { place: LAST, compared: { answer: answerOf(request), changes: [] } };
    const { cassette, number, request: recorded } = recording;
    const name = testNameOf(cassette);
    const compared: ComparedRequest = {
      answer: `${name}, interaction ${number}`,
      cassette: name,
      changes: requestChanges(request, recorded, masks),
    };
    return { place: recordings!.indexOf(recording), compared };
  });
  const named = placed.toSorted(
    (one, other) =>
      one.place - other.place ||
      // Equal recordings stay in the order of their requests.
      (one.place === LAST ? compareNames(one.compared.answer, other.compared.answer) : 0),
  );
  return named.map(({ compared }) => compared);
}

function compareNames(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Names what has answered a request that has no interaction. The host and the query are not said: they differ between runs. */
function answerOf({ method, url, sideCall }: AppRequest): string {
  if (sideCall !== undefined) return `side call ${quote(sideCall)}`;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const steady = withoutVolatile(path.split('/')) as string[];
  return `miss, ${method} ${steady.join('/')}`;
}
