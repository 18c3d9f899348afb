import type { AssistantTurn, Transcript, UserTurn } from '../protocols/transcript.ts';

/**
 * What of a transcript a text on screen does not show, in words; undefined where it shows all.
 *
 * Each line of each turn must be there, in order, and in its turn the name of each tool call. Only
 * letters and digits count: what a UI makes of markdown, blanks and case is its own affair.
 */
export function firstMissing({ turns }: Transcript, shown: string): string | undefined {
  const page = lettersOf(shown);
  let from = 0;
  for (const [at, turn] of turns.entries()) {
    const start = from;
    for (const line of linesOf(turn)) {
      const found = page.indexOf(lettersOf(line), from);
      if (found < 0) return `turn ${at + 1}, ${turn.role}: ${JSON.stringify(line)}`;
      from = found + lettersOf(line).length;
    }
    for (const name of namesOf(turn)) {
      const found = page.indexOf(lettersOf(name), start);
      if (found < 0) return `turn ${at + 1}, ${turn.role}: the tool call ${name}`;
    }
  }
  return undefined;
}

function linesOf({ text }: UserTurn | AssistantTurn): string[] {
  return text
    .replaceAll(/^\s*(?:```|~~~).*$/gm, '') // fences, with the language they name
    .replaceAll(/\]\([^)\s]*\)/g, ']') // link targets
    .split('\n')
    .filter((line) => lettersOf(line) !== '');
}

function namesOf(turn: UserTurn | AssistantTurn): string[] {
  return turn.role === 'assistant' ? turn.toolCalls.map(({ name }) => name) : [];
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
