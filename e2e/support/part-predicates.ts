import type { AssistantTurn } from 'playhead';

/** What a turn shows once such a part has come. */
export const SHOWS: Record<string, (turn: AssistantTurn) => boolean> = {
  reasoning: ({ reasoning }) => reasoning !== '',
  text: ({ text }) => text !== '',
  'tool-call': ({ toolCalls }) => toolCalls.length > 0,
  'tool-arguments': ({ toolCalls }) => toolCalls.some(({ argumentsText }) => argumentsText !== ''),
  finish: ({ finish }) => finish !== undefined,
  usage: ({ usage }) => usage !== undefined,
};

/** The types of the parts that a turn holds. */
export function partsOf(turn: AssistantTurn): string[] {
  return Object.keys(SHOWS).filter((part) => SHOWS[part]!(turn));
}
