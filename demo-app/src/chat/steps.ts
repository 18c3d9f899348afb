import { type DynamicToolUIPart, isTextUIPart, isToolUIPart, type ToolUIPart } from 'ai';
import type { ChatMessage, ChatPart } from './types.ts';

/** Limits the completions of one question: a model may never stop calling tools. */
export const MAX_STEPS = 8;

/** Splits an answer into its completions: each round of tools begins a step. */
export function stepsOf({ parts }: ChatMessage): ChatPart[][] {
  const steps: ChatPart[][] = [];
  for (const part of parts) {
    if (part.type === 'step-start') steps.push([]);
    else if (steps.length === 0) steps.push([part]);
    else steps.at(-1)!.push(part);
  }
  return steps;
}

/** Returns the text of a step, with every blank as it came. */
export function textOf(parts: readonly ChatPart[]): string {
  return parts
    .filter(isTextUIPart)
    .map(({ text }) => text)
    .join('');
}

/** Lists the calls of the last step that the app has to run, whether it has or not. */
export function clientCalls(message: ChatMessage): (ToolUIPart | DynamicToolUIPart)[] {
  const parts = stepsOf(message).at(-1) ?? [];
  return parts.filter(isToolUIPart).filter(({ providerExecuted }) => providerExecuted !== true);
}

/** Tells whether another completion is to follow, once the calls of the last step have their results. */
export function continues(messages: readonly ChatMessage[]): boolean {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return false;
  const { finished, finishReason, stopped } = last.metadata ?? {};
  const steps = stepsOf(last).length;
  if (stopped || finished !== steps || steps >= MAX_STEPS) return false;
  // A back end that went on after calls of its own has answered them.
  const pending = isToolUIPart(last.parts.at(-1)!) || finishReason === 'tool-calls';
  return pending && clientCalls(last).length > 0;
}
