import type { AssistantTurn, Transcript, UserTurn } from '../../protocols/transcript.ts';
import type { ToolCall } from '../../protocols/turn.ts';
import { normalizeText, quote } from '../../util/text.ts';
import { visibleLines } from './markdown-lines.ts';
import { createPageText } from './page-text.ts';
import { showsResult } from './tool-result.ts';

/** What of a transcript a UI shows. */
export interface ShownOptions {
  /** Whether it shows the names of the tools that are called. Default: true. */
  toolNames?: boolean;
  /** Whether it shows what tools returned. Default: true. */
  toolResults?: boolean;
}

/**
 * Describes the first line of a transcript that a text on screen lacks; undefined where it has all.
 *
 * Each line of each turn must be there, in order, with the mark that ends it; and in its turn the
 * name of each tool call and something of its result. Otherwise only letters and digits count:
 * markdown, blanks and case are up to the UI.
 */
export function findMissingText(
  { turns }: Transcript,
  shown: string,
  { toolNames = true, toolResults = true }: ShownOptions = {},
): string | undefined {
  const page = createPageText(shown);
  const results: { call: ToolCall; from: number; place: string }[] = [];
  for (const [at, turn] of turns.entries()) {
    const start = page.position;
    const place = `turn ${at + 1}, ${turn.role}`;
    for (const line of visibleLines(turn.text)) {
      const missing = page.pass(line);
      if (missing) return `${place}: ${missing}`;
    }
    for (const call of callsOf(turn)) {
      if (toolNames && !page.has(normalizeText(call.name), start))
        return `${place}: the name of the tool call ${call.name}. If the UI has other words for it, pass { toolNames: false }`;
      results.push({ call, from: start, place });
    }
  }
  if (!toolResults) return undefined;
  const unseen = results.find(({ call, from }) => !showsResult(call, page.restFrom(from)));
  return (
    unseen &&
    `${unseen.place}: the result of ${unseen.call.name}, ${quote(unseen.call.result!, 80)}. If the UI shows no results, pass { toolResults: false }`
  );
}

function callsOf(turn: UserTurn | AssistantTurn): ToolCall[] {
  return turn.role === 'assistant' ? turn.toolCalls : [];
}
