import { framingOf } from '../../cassette/events.ts';
import { NULL_BODY } from '../../cassette/cassette.ts';
import type { Exchange } from './exchange.ts';

/** Says in sentences what a source did not hold of the exchanges that were kept. */
export function notesOn(exchanges: readonly Exchange[]): string[] {
  const requests = exchanges.map(({ request }) => request);
  const responses = exchanges.map(({ response }) => response);
  const streams = responses.filter((each) => !NULL_BODY.has(each.code) && framingOf(each));
  const isEmpty = (record: object) => Object.keys(record).length === 0;
  const hasNoBody = requests.filter(({ method, body }) => method === 'POST' && body === '');
  const untimed = streams.filter((each) => each.event_times === undefined);
  return [
    ...of(hasNoBody, requests, 'the body of the request'),
    ...of(
      requests.filter((each) => isEmpty(each.headers)),
      requests,
      'the headers of the request',
    ),
    ...of(
      responses.filter((each) => isEmpty(each.headers)),
      responses,
      'the headers of the response',
    ),
    ...of(untimed, streams, 'the times of the events'),
    ...of(
      streams.filter((each) => each.chunk_sizes === undefined),
      streams,
      'the network chunks',
    ),
  ];
}

/** Says what was not recorded, and of how many where it is not all. */
function of(lacking: unknown[], all: unknown[], what: string): string[] {
  if (lacking.length === 0) return [];
  const where = lacking.length === all.length ? '' : ` of ${lacking.length} of ${all.length}`;
  return [`Not recorded: ${what}${where}.`];
}
