import type { RecordedResponse } from '../cassette/cassette.ts';
import { text } from '../util/json.ts';
import { ofType, thinksByBudget, type Turn } from './anthropic-turns.ts';
import { fingerprintsOf, recordedBlocks } from './recorded-blocks.ts';
import { type Finding as AnyFinding, findingIf, shown } from './refusal.ts';
import type { ANTHROPIC_MESSAGES_RULES } from './rules/anthropic-messages.ts';

type Finding = AnyFinding<keyof typeof ANTHROPIC_MESSAGES_RULES>;

/** Judges what a conversation sends back of the model's thinking. */
export function judgeThinking(
  turns: readonly Turn[],
  thinking: unknown,
  responses: readonly RecordedResponse[],
): Finding[] {
  return [
    ...turns.flatMap(judgeBlocks),
    ...judgeLoop(turns, thinking),
    ...(responses.length > 0 ? judgeRecorded(turns, responses) : []),
  ];
}

function judgeBlocks(turn: Turn): Finding[] {
  if (turn.role !== 'assistant') return [];
  const last = turn.blocks.at(-1);
  return [
    ...ofType(turn, 'thinking').flatMap(({ path, value }) => [
      ...findingIf(
        value['signature'] === undefined || value['signature'] === null,
        'missing-signature',
        `${path}.signature`,
        'The thinking has no signature.',
      ),
      ...findingIf(
        value['signature'] === '',
        'invalid-signature',
        `${path}.signature`,
        'The signature is empty.',
      ),
    ]),
    ...findingIf(
      last?.value['type'] === 'thinking',
      'thinking-at-the-end',
      last?.path ?? '',
      'The message ends with thinking.',
    ),
  ];
}

/**
 * Judges whether the answer whose calls have results at the end begins with its thinking. Earlier
 * ones may do without.
 */
function judgeLoop(turns: readonly Turn[], thinking: unknown): Finding[] {
  const answer = turns.at(-2);
  const results = ofType(turns.at(-1), 'tool_result');
  if (!thinksByBudget(thinking) || answer?.role !== 'assistant' || results.length === 0) return [];
  const [first] = answer.blocks;
  const type = text(first?.value['type']);
  return findingIf(
    first !== undefined && type !== 'thinking' && type !== 'redacted_thinking',
    'missing-thinking',
    first?.path ?? '',
    `The answer begins with ${shown(type)}: the thinking before its calls is not sent back.`,
  );
}

/**
 * Judges signatures against those that the provider has sent, in the answers that it has sent: others
 * may be of a time before.
 */
function judgeRecorded(turns: readonly Turn[], responses: readonly RecordedResponse[]): Finding[] {
  const { thinking, fingerprints } = recordedBlocks(responses);
  const latest = turns.findLast(({ role }) => role === 'assistant');
  return turns.flatMap((turn) => {
    if (turn.role !== 'assistant') return [];
    if (
      !turn.blocks.some(({ value }) =>
        fingerprintsOf(value).some((fingerprint) => fingerprints.has(fingerprint)),
      )
    )
      return [];
    return ofType(turn, 'thinking').flatMap(({ path, value }) => {
      const signature = text(value['signature']);
      if (signature === undefined) return [];
      const sent = thinking.get(signature);
      return [
        ...findingIf(
          sent === undefined,
          'invalid-signature',
          `${path}.signature`,
          `The provider did not send this signature: ${shown(signature)}.`,
        ),
        ...findingIf(
          turn === latest && sent !== undefined && sent !== value['thinking'],
          'altered-thinking',
          `${path}.thinking`,
          `The provider did not send this thinking: ${shown(value['thinking'])}.`,
        ),
      ];
    });
  });
}
