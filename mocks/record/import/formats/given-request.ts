import type { RecordedRequest } from '../../../cassette/cassette.ts';
import type { ImporterOptions } from '../importer.ts';

/** Makes the request of what the user says of it, and of what is assumed otherwise. */
export function givenRequest({ url = '', method, request = '' }: ImporterOptions): {
  request: RecordedRequest;
  notes: string[];
} {
  return {
    request: { method: method ?? 'POST', url, headers: {}, body: request },
    notes: method === undefined ? ['The method was not recorded: POST is assumed.'] : [],
  };
}
