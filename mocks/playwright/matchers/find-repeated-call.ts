import type { Repeated } from '../../browser/text.ts';
import type { Transcript } from '../../protocols/transcript.ts';
import { normalizeText } from '../../util/text.ts';

/**
 * Describes a tool call that has more equal cards than there are such calls; undefined where none
 * has. A card holds the name and more: it may well show the name alone several times. What a turn
 * says is not a card.
 */
export function findRepeatedCall(
  transcript: Transcript,
  repeated: readonly Repeated[],
): string | undefined {
  const said = transcript.turns.map(({ text }) => normalizeText(text));
  const calls = callNames(transcript);
  for (const name of new Set(calls)) {
    const letters = normalizeText(name);
    const made = calls.filter((each) => each === name).length;
    const cards = repeated.find(
      ({ text, times }) =>
        times > made &&
        text !== letters &&
        text.includes(letters) &&
        !said.some((each) => each.includes(text)),
    );
    if (!cards) continue;
    const once = made === 1 ? 'once' : `${made} times`;
    return `${cards.times} equal cards of the tool call ${name}, which was made ${once}`;
  }
  return undefined;
}

/** Lists the names of all tool calls, in order. */
export function callNames({ turns }: Transcript): string[] {
  return turns.flatMap((turn) =>
    turn.role === 'assistant' ? turn.toolCalls.map(({ name }) => name) : [],
  );
}
