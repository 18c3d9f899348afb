import type { AssistantTurn, Part } from 'playhead';

/** What a turn shows once such a part has come. */
export const SHOWS = {
  reasoning: ({ reasoning }: AssistantTurn) => reasoning !== '',
  text: ({ text }: AssistantTurn) => text !== '',
  'tool-call': ({ toolCalls }: AssistantTurn) => toolCalls.length > 0,
  'tool-arguments': ({ toolCalls }: AssistantTurn) =>
    toolCalls.some(({ argumentsText }) => argumentsText !== ''),
  finish: ({ finish }: AssistantTurn) => finish !== undefined,
  usage: ({ usage }: AssistantTurn) => usage !== undefined,
} satisfies Partial<Record<Part['type'], (turn: AssistantTurn) => boolean>>;

type ShownPart = keyof typeof SHOWS;

/** The types of the parts that a turn holds. */
export function partsOf(turn: AssistantTurn): ShownPart[] {
  return (Object.keys(SHOWS) as ShownPart[]).filter((part) => SHOWS[part](turn));
}
