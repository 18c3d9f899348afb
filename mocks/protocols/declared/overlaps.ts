import { PlayheadError } from '../../util/error.ts';
import type { Part } from '../part.ts';
import type { PartReader } from '../protocol.ts';
import type { WrittenResponse } from '../writers/writer.ts';
import { contentOf, errorWith, eventWith, sentinelsOf, type Rules } from './rule.ts';
import { draftsOf } from './writer.ts';

/** What each rule is about, and what its events may say besides: an end may be in any. */
const OWN: Readonly<Record<string, readonly Part['type'][]>> = {
  reasoning: ['reasoning'],
  text: ['text'],
  toolCall: ['tool-call', 'tool-arguments', 'tool-result'],
  error: ['error'],
  done: ['finish'],
};

/**
 * Checks that no rule takes an event of another one for its own, by an event of each.
 * @throws PlayheadError `bad-option`
 */
export function checkOverlaps(rules: Rules, createReader: () => PartReader): void {
  const style = { mediaType: 'application/x-ndjson', sentinels: sentinelsOf(rules) };
  const samples = [
    ['reasoning', rules.reasoning && [eventWith(rules.reasoning, 'a')]],
    ['text', [eventWith(rules.text, 'a')]],
    ['toolCall', rules.toolCall && draftsOf(callOf(rules), rules, '')],
    ['error', rules.error && [errorWith(rules.error, 'a')]],
    ['done', rules.done && [eventWith(rules.done, 'stop')]],
  ] as const;
  for (const [key, drafts] of samples) {
    const reader = createReader();
    for (const draft of drafts ?? []) {
      const { data, event } = contentOf(draft, style);
      const parts = reader({ raw: data, data, ...(event !== undefined && { event }) });
      const other = parts.find(({ type }) => type !== 'finish' && !OWN[key]!.includes(type));
      if (!other) continue;
      const message = `Invalid protocol: the events of "${key}" are also read as ${other.type} (sample event: ${data}). Add "when" or "event" to one of the rules.`;
      throw new PlayheadError('bad-option', message);
    }
  }
}

/** Makes a response of one call, with all that its rules can say. */
function callOf({ toolCall, toolArguments, toolResult }: Rules): WrittenResponse {
  const hasArguments = toolCall?.arguments ?? toolArguments;
  const call = {
    id: 'a',
    name: 'a',
    fragments: hasArguments ? ['{}'] : [],
    result: toolResult && 'a',
    providerExecuted: toolCall?.providerExecuted === true,
  };
  const steps = [{ reasoning: [], text: [], calls: [call] }];
  return { number: 1, steps, usage: undefined, finish: undefined, broken: true };
}
