import { isObject, text } from '../util/json.ts';
import { type Placed, placed } from './refusal.ts';

/** Messages of one role in a row, which Anthropic joins: https://platform.claude.com/docs/en/api/messages/create */
export interface Turn {
  role: unknown;
  /** Where its first message stands. */
  path: string;
  /** Its blocks; a text that is not in a list is one. */
  blocks: Placed[];
}

/** Joins messages to turns. Passes over those of the system, which may stand between any two. */
export function turnsOf(messages: readonly Placed[]): Turn[] {
  const turns: Turn[] = [];
  for (const { path, value } of messages) {
    if (value['role'] === 'system') continue;
    const blocks = blocksOf(value['content'], `${path}.content`);
    const last = turns.at(-1);
    if (last && last.role === value['role']) last.blocks.push(...blocks);
    else turns.push({ role: value['role'], path, blocks });
  }
  return turns;
}

/** Lists the blocks of a content with their paths. */
export function blocksOf(content: unknown, path: string): Placed[] {
  if (typeof content === 'string') return [{ path, value: { type: 'text', text: content } }];
  return placed(content, path);
}

/** Lists the blocks of a type. */
export function ofType(turn: Turn | undefined, type: string): Placed[] {
  return (turn?.blocks ?? []).filter(({ value }) => value['type'] === type);
}

/** Checks whether the request makes the model think, by a budget of its own. */
export function thinksByBudget(thinking: unknown): boolean {
  return isObject(thinking) && text(thinking['type']) === 'enabled';
}
