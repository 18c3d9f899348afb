import { refusalsOf } from '../../acceptance/acceptance.ts';
import type { Cassette } from '../../cassette/cassette.ts';
import { protocolOf } from '../../protocols/protocols.ts';
import type { ProtocolName } from '../../protocols/protocols.ts';
import { parseJson } from '../../util/json.ts';
import { bodyText } from '../../wire/body.ts';
import type { CheckFinding } from './finding.ts';
import { lowerFirst } from '../../util/text.ts';

/**
 * Finds requests that the provider would refuse, and that are answered here: `refused-request`. Such a
 * cassette was edited, or made by hand.
 */
export function checkRefusedRequests(cassette: Cassette): CheckFinding[] {
  return cassette.interactions.flatMap((interaction, at) => {
    const { request, response } = interaction;
    if (response.code >= 400) return []; // the recorded answer may be just that
    const protocol = protocolOf(interaction)?.name as ProtocolName | undefined;
    if (!protocol) return [];
    const sent = {
      method: request.method,
      url: request.url,
      body: parseJson(bodyText(request.body)),
    };
    const responses = cassette.interactions.slice(0, at).map((each) => each.response);
    return refusalsOf(sent, { protocol, responses }).map(
      ({ rule, path, message, source }): CheckFinding => ({
        rule: 'refused-request',
        severity: 'error',
        message: `${rule} at ${path}: ${lowerFirst(message).replace(/\.$/, '')}`,
        hint: `See ${source}`,
        place: { interaction: at + 1, keys: ['request', 'body'] },
      }),
    );
  });
}
