import { framingOf } from '../../cassette/events.ts';
import { NULL_BODY } from '../../cassette/cassette.ts';
import { pluralize } from '../../util/text.ts';
import type { ImportedExchange } from './exchange.ts';

/** Says in sentences what a source did not hold of the exchanges that were kept. */
export function notesOn(exchanges: readonly ImportedExchange[]): string[] {
  const requests = exchanges.map(({ request }) => request);
  const responses = exchanges.map(({ response }) => response);
  const streams = responses.filter((each) => !NULL_BODY.has(each.code) && framingOf(each));
  const isEmpty = (record: object) => Object.keys(record).length === 0;
  const hasNoBody = requests.filter(({ method, body }) => method === 'POST' && body === '');
  const untimed = streams.filter((each) => each.event_times === undefined);
  return [
    ...notRecorded('request bodies', hasNoBody, requests, 'request'),
    ...notRecorded(
      'request headers',
      requests.filter((each) => isEmpty(each.headers)),
      requests,
      'request',
    ),
    ...notRecorded(
      'response headers',
      responses.filter((each) => isEmpty(each.headers)),
      responses,
      'response',
    ),
    ...notRecorded('event times', untimed, streams, 'stream'),
    ...notRecorded(
      'network chunks',
      streams.filter((each) => each.chunk_sizes === undefined),
      streams,
      'stream',
    ),
  ];
}

/** Says what was not recorded, and of how many where it is not all. */
function notRecorded(what: string, lacking: unknown[], all: unknown[], noun: string): string[] {
  if (lacking.length === 0) return [];
  const where =
    lacking.length === all.length ? '' : ` (${lacking.length} of ${pluralize(all.length, noun)})`;
  return [`Not recorded: ${what}${where}.`];
}
