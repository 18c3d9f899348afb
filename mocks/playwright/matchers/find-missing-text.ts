import type { AssistantTurn, Transcript, UserTurn } from '../../protocols/transcript.ts';
import { normalizeText, visibleLines } from './markdown-lines.ts';

/**
 * Describes the first line of a transcript that a text on screen lacks; undefined where it has all.
 *
 * Each line of each turn must be there, in order, and in its turn the name of each tool call. Only
 * letters and digits count: markdown, blanks and case are up to the UI.
 */
export function findMissingText({ turns }: Transcript, shown: string): string | undefined {
  const page = normalizeText(shown);
  let from = 0;
  for (const [at, turn] of turns.entries()) {
    const start = from;
    for (const { text, pattern } of visibleLines(turn.text)) {
      pattern.lastIndex = from;
      if (!pattern.test(page)) return `turn ${at + 1}, ${turn.role}: ${JSON.stringify(text)}`;
      from = pattern.lastIndex;
    }
    for (const name of namesOf(turn)) {
      const found = page.indexOf(normalizeText(name), start);
      if (found < 0) return `turn ${at + 1}, ${turn.role}: the tool call ${name}`;
    }
  }
  return undefined;
}

function namesOf(turn: UserTurn | AssistantTurn): string[] {
  return turn.role === 'assistant' ? turn.toolCalls.map(({ name }) => name) : [];
}
