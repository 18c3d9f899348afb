import type { Cassette } from '../../cassette/cassette.ts';
import { framingOf } from '../../cassette/events.ts';
import { maskedUrl } from '../../util/masked-url.ts';
import { quote } from '../../util/text.ts';
import { isSideCall } from '../side-call.ts';
import { interactionsOf } from './interactions-of.ts';
import type { CheckFinding } from './finding.ts';

/**
 * Finds interactions that are not completions of a known protocol: `unknown-protocol`, an error where the
 * response is a stream, since nothing can be awaited in it. A document may be a side call of its own
 * kind. And requests that are not of their protocol: `unknown-request`.
 */
export function checkProtocols(cassette: Cassette): CheckFinding[] {
  return interactionsOf(cassette).flatMap(({ number, interaction, protocol, conversation }) => {
    const { request, response } = interaction;
    const place = { interaction: number };
    if (protocol) {
      if (conversation) return [];
      return [
        {
          rule: 'unknown-request',
          severity: 'error',
          message: `the request is not a valid ${protocol.name} request`,
          hint: 'Record it with its body',
          place: { ...place, keys: ['request', 'body'] },
        },
      ];
    }
    if (request.method.toUpperCase() !== 'POST' || isSideCall(request)) return [];
    const isStream = framingOf(response) !== undefined && response.code < 400;
    return [
      {
        rule: 'unknown-protocol',
        severity: isStream ? 'error' : 'warning',
        message: `no known protocol matches ${quote(maskedUrl(request.url), 200)}`,
        hint: isStream
          ? 'It replays, but no test can wait for what it says: record what the back end gets from the model'
          : 'It replays as it is; leave it out if no test needs it',
        place: { ...place, keys: ['request', 'url'] },
      },
    ];
  });
}
