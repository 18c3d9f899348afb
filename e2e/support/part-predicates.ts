import type { AssistantTurn, Part } from 'playhead';

/** Tests whether a turn holds a part of each type. */
export const PART_PREDICATES = {
  reasoning: ({ reasoning }: AssistantTurn) => reasoning !== '',
  text: ({ text }: AssistantTurn) => text !== '',
  'tool-call': ({ toolCalls }: AssistantTurn) => toolCalls.length > 0,
  'tool-arguments': ({ toolCalls }: AssistantTurn) =>
    toolCalls.some(({ argumentsText }) => argumentsText !== ''),
  finish: ({ finish }: AssistantTurn) => finish !== undefined,
  usage: ({ usage }: AssistantTurn) => usage !== undefined,
} satisfies Partial<Record<Part['type'], (turn: AssistantTurn) => boolean>>;

export type PartType = keyof typeof PART_PREDICATES;

/** Lists the types of the parts that a turn holds. */
export function partsOf(turn: AssistantTurn): PartType[] {
  return (Object.keys(PART_PREDICATES) as PartType[]).filter((part) => PART_PREDICATES[part](turn));
}
