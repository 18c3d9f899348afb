import type { MatchedRequest } from '../matching/options.ts';
import { messageKey } from '../protocols/conversation.ts';
import { canonicalJson } from '../util/json.ts';

/**
 * Do two requests ask the same since the person spoke last? What a UI keeps of a question that
 * failed or was stopped is its own affair.
 */
export function matchLastUserTurn(asked: MatchedRequest, recorded: MatchedRequest): boolean {
  const [one, other] = [questionKey(asked), questionKey(recorded)];
  return one !== undefined && one === other;
}

function questionKey({ conversation }: MatchedRequest): string | undefined {
  if (!conversation) return undefined;
  const { messages } = conversation;
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return canonicalJson(messages.slice(last).map(messageKey));
}
