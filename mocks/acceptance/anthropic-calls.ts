import { isObject, text } from '../util/json.ts';
import { ofType, type Turn } from './anthropic-turns.ts';
import { type Finding as AnyFinding, findingIf, type Placed, repeated, shown } from './refusal.ts';
import type { ANTHROPIC_MESSAGES_RULES } from './rules/anthropic-messages.ts';

type Finding = AnyFinding<keyof typeof ANTHROPIC_MESSAGES_RULES>;

/** Judges the calls of a conversation and their results. */
export function judgeCalls(turns: readonly Turn[]): Finding[] {
  return [
    ...turns.flatMap((turn, at) =>
      turn.role === 'user' ? judgeResults(turn, turns[at - 1]) : judgeBlocks(turn, turns[at + 1]),
    ),
    ...judgeServerResults(turns),
  ];
}

/** Judges the results of a user turn against the calls of the turn before. */
function judgeResults(turn: Turn, before: Turn | undefined): Finding[] {
  const ids = ofType(before, 'tool_use').map(({ value }) => value['id']);
  const results = ofType(turn, 'tool_result');
  const orphans = results.filter(({ value }) => !ids.includes(value['tool_use_id']));
  const firstOther = turn.blocks.findIndex(({ value }) => value['type'] !== 'tool_result');
  const late = turn.blocks.find(
    ({ value }, at) => firstOther >= 0 && at > firstOther && value['type'] === 'tool_result',
  );
  return [
    ...orphans.map(({ path, value }): Finding => {
      const message = `The message before it has no call ${shown(value['tool_use_id'])}.`;
      return { rule: 'result-without-call', path: `${path}.tool_use_id`, message };
    }),
    ...repeated(results, ({ value }) => value['tool_use_id']).map(({ path, value }): Finding => {
      const message = `The call ${shown(value['tool_use_id'])} already has a result.`;
      return { rule: 'second-result', path: `${path}.tool_use_id`, message };
    }),
    ...findingIf(
      late !== undefined && orphans.length === 0,
      'result-after-text',
      late?.path ?? '',
      'A tool_result follows another block; tool_result blocks must come first.',
    ),
    ...ofType(turn, 'tool_use').map((block) => misplaced(block, 'user')),
  ];
}

function misplaced({ path, value }: Placed, role: 'user' | 'assistant'): Finding {
  const whose = role === 'user' ? 'A user' : 'An assistant';
  const message = `${whose} message contains a block of type ${shown(value['type'])}.`;
  return { rule: 'block-of-other-role', path: `${path}.type`, message };
}

/** Judges the blocks of an answer; its calls against the results of the turn after it. */
function judgeBlocks(turn: Turn, after: Turn | undefined): Finding[] {
  const calls = ofType(turn, 'tool_use');
  const callIds = calls.map(({ value }) => value['id']);
  const results = ofType(after, 'tool_result').map(({ value }) => value['tool_use_id']);
  const orphans = results.filter((id) => !callIds.includes(id)).length;
  const unanswered = after ? calls.filter(({ value }) => !results.includes(value['id'])) : [];
  return [
    // A result with a wrong id is one mistake, not two.
    ...unanswered.slice(orphans).map(({ path, value }): Finding => {
      const message = `The call ${shown(value['id'])} has no result in the next message.`;
      return { rule: 'call-without-result', path: `${path}.id`, message };
    }),
    ...repeated(calls, ({ value }) => value['id']).map(({ path, value }): Finding => {
      const message = `Another call of this message has the id ${shown(value['id'])}.`;
      return { rule: 'repeated-call-id', path: `${path}.id`, message };
    }),
    ...calls.flatMap(({ path, value }) =>
      findingIf(
        !isObject(value['input']),
        'input-not-object',
        `${path}.input`,
        `The input is not an object: ${shown(value['input'])}.`,
      ),
    ),
    ...ofType(turn, 'tool_result').map((block) => misplaced(block, 'assistant')),
  ];
}

/** Judges the results of tools that the provider runs: their calls may stand in an earlier message. */
function judgeServerResults(turns: readonly Turn[]): Finding[] {
  const blocks = turns.flatMap((turn) => turn.blocks);
  const ids = blocks.flatMap(({ value }) => {
    const type = value['type'];
    return type === 'server_tool_use' || type === 'mcp_tool_use' ? [value['id']] : [];
  });
  return blocks.flatMap(({ path, value }) => {
    const type = text(value['type']) ?? '';
    const isResult = type.endsWith('_tool_result');
    return findingIf(
      isResult && !ids.includes(value['tool_use_id']),
      'server-result-without-call',
      `${path}.tool_use_id`,
      `No message has a call ${shown(value['tool_use_id'])} for this ${type}.`,
    );
  });
}
