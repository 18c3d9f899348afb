import type { MatchedRequest } from '../matching/options.ts';
import { messageKey } from '../protocols/conversation.ts';
import { canonicalJson } from '../util/json.ts';

/**
 * Compares two requests by what they hold since the last user turn: a UI may keep of a failed or
 * stopped answer what it likes.
 */
export function matchLastUserTurn(request: MatchedRequest, recorded: MatchedRequest): boolean {
  const [one, other] = [lastTurnKey(request), lastTurnKey(recorded)];
  return one !== undefined && one === other;
}

function lastTurnKey({ conversation }: MatchedRequest): string | undefined {
  if (!conversation) return undefined;
  const { messages } = conversation;
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return canonicalJson(messages.slice(last).map(messageKey));
}
