import { asObject, type JsonObject, text } from '../util/json.ts';
import { judgeCalls } from './anthropic-calls.ts';
import { judgeThinking } from './anthropic-thinking.ts';
import { blocksOf, thinksByBudget, turnsOf } from './anthropic-turns.ts';
import {
  type Finding as AnyFinding,
  findingIf,
  type JudgedRequest,
  type Placed,
  placed,
  repeated,
  shown,
} from './refusal.ts';
import type { ANTHROPIC_MESSAGES_RULES } from './rules/anthropic-messages.ts';

type Finding = AnyFinding<keyof typeof ANTHROPIC_MESSAGES_RULES>;

const ROLES = ['user', 'assistant', 'system'];
const NAME = /^[\w-]{1,128}$/;
const MIN_BUDGET = 1024;
/** Models without `system` messages: Opus has them from 4.8 on, the others from 5 on. */
const WITHOUT_SYSTEM = /claude-(?:instant|2|3|(?:haiku|sonnet)-4|opus-4(?!-(?:[89]|\d\d)(?!\d)))/;
/** Models that do not continue a text of the assistant: those from 4.6 on. */
const WITHOUT_PREFILL = /claude-(?:opus|sonnet)-(?:4-[6-9](?!\d)|5)/;

export function judgeAnthropicMessages({ body, model, responses }: JudgedRequest): Finding[] {
  const messages = placed(body['messages'], 'messages');
  const turns = turnsOf(messages);
  return [
    ...messages.flatMap((message, at) => judgeRole(message, at, model)),
    ...messages.flatMap((message, at) => judgeContent(message, at === messages.length - 1)),
    ...judgeEnd(messages.at(-1), model),
    ...judgeCalls(turns),
    ...judgeThinking(turns, body['thinking'], responses),
    ...judgeParameters(body),
    ...judgeBudget(body),
    ...judgeTools(body),
  ];
}

function judgeRole({ path, value }: Placed, at: number, model: string): Finding[] {
  const { role, content } = value;
  const isSystem = role === 'system';
  const isOld = WITHOUT_SYSTEM.test(model);
  const isEmpty = Array.isArray(content) && content.length === 0;
  return [
    ...findingIf(
      !ROLES.includes(role as string),
      'unknown-role',
      `${path}.role`,
      `The role is ${shown(role)}.`,
    ),
    ...findingIf(
      isSystem && isOld,
      'system-role',
      `${path}.role`,
      `The model ${shown(model)} takes its system prompt in \`system\` alone.`,
    ),
    ...findingIf(
      isSystem && !isOld && at === 0 && !isEmpty,
      'system-role-first',
      `${path}.role`,
      'The system prompt at the start belongs to `system`.',
    ),
  ];
}

function judgeContent({ path, value }: Placed, isLast: boolean): Finding[] {
  const { role, content } = value;
  if (role === 'system') return [];
  const at = `${path}.content`;
  const isEmpty = content === '' || (Array.isArray(content) && content.length === 0);
  if (isEmpty) {
    const broken = !(isLast && role === 'assistant');
    return findingIf(broken, 'empty-content', at, 'The message has no content.');
  }
  return blocksOf(content, at).flatMap((block) => {
    const said = block.value['type'] === 'text' ? block.value['text'] : undefined;
    if (typeof said !== 'string') return [];
    const where = typeof content === 'string' ? at : `${block.path}.text`;
    return [
      ...findingIf(said === '', 'empty-text', where, 'The text is empty.'),
      ...findingIf(
        said !== '' && said.trim() === '',
        'blank-text',
        where,
        'The text is only whitespace.',
      ),
    ];
  });
}

/** Matches calls that the provider runs. */
const SERVER_CALL = /^(?:server|mcp)_tool_use$/;

function judgeEnd(last: Placed | undefined, model: string): Finding[] {
  if (last?.value['role'] !== 'assistant') return [];
  const blocks = blocksOf(last.value['content'], `${last.path}.content`);
  // An answer that has paused while the provider runs a tool goes on when it is sent back.
  if (blocks.some(({ value }) => SERVER_CALL.test(text(value['type']) ?? ''))) return [];
  if (WITHOUT_PREFILL.test(model)) {
    const message = `The last message is the assistant’s, which ${shown(model)} does not continue.`;
    return [{ rule: 'unsupported-prefill', path: `${last.path}.role`, message }];
  }
  const block = blocks.at(-1);
  const said = text(block?.value['text']) ?? '';
  return findingIf(
    said.trim() !== '' && said !== said.trimEnd(),
    'trailing-whitespace',
    block?.path ?? '',
    `The text to continue ends with whitespace: ${shown(said.slice(-20))}.`,
  );
}

function judgeParameters(body: JsonObject): Finding[] {
  const thinks = ['enabled', 'adaptive'].includes(text(asObject(body['thinking'])['type']) ?? '');
  const { temperature } = body;
  const choice = text(asObject(body['tool_choice'])['type']);
  return [
    ...findingIf(
      body['max_tokens'] === undefined || body['max_tokens'] === null,
      'missing-max-tokens',
      'max_tokens',
      'The request does not say how long the answer may be.',
    ),
    ...findingIf(
      thinks && typeof temperature === 'number' && temperature !== 1,
      'temperature-with-thinking',
      'temperature',
      `The temperature is ${shown(temperature)} while thinking is enabled.`,
    ),
    ...findingIf(
      thinks && typeof body['top_k'] === 'number',
      'top-k-with-thinking',
      'top_k',
      'The request has top_k while thinking is enabled.',
    ),
    // With adaptive thinking a tool may be forced.
    ...findingIf(
      thinksByBudget(body['thinking']) && (choice === 'any' || choice === 'tool'),
      'forced-tool-with-thinking',
      'tool_choice',
      'A tool is forced while thinking is enabled.',
    ),
  ];
}

function judgeBudget(body: JsonObject): Finding[] {
  const budget = asObject(body['thinking'])['budget_tokens'];
  if (!thinksByBudget(body['thinking']) || typeof budget !== 'number') return [];
  const limit = body['max_tokens'];
  const offers = Array.isArray(body['tools']) && body['tools'].length > 0;
  return [
    ...findingIf(
      budget < MIN_BUDGET,
      'small-thinking-budget',
      'thinking.budget_tokens',
      `The budget is ${budget}, less than ${MIN_BUDGET}.`,
    ),
    // With tools, a header may let the budget be more than one answer takes.
    ...findingIf(
      !offers && typeof limit === 'number' && budget >= limit,
      'thinking-budget-above-limit',
      'thinking.budget_tokens',
      `The budget is ${budget}, and max_tokens ${shown(limit)}.`,
    ),
  ];
}

function judgeTools(body: JsonObject): Finding[] {
  const tools = placed(body['tools'], 'tools');
  const named = tools.filter(({ value }) => typeof value['name'] === 'string');
  const own = named.filter(({ value }) => (value['type'] ?? 'custom') === 'custom');
  const chosen = asObject(body['tool_choice']);
  // Toolsets and MCP servers bring tools that are not named here.
  const isWhole = own.length === tools.length && body['mcp_servers'] === undefined;
  return [
    ...repeated(named, ({ value }) => value['name']).map(({ path, value }): Finding => {
      const message = `Another tool has the name ${shown(value['name'])}.`;
      return { rule: 'repeated-tool-name', path: `${path}.name`, message };
    }),
    ...own.flatMap(({ path, value }) =>
      findingIf(
        !NAME.test(value['name'] as string),
        'invalid-tool-name',
        `${path}.name`,
        `The name ${shown(value['name'])} must be 1 to 128 letters, digits, "_" or "-".`,
      ),
    ),
    ...findingIf(
      isWhole &&
        chosen['type'] === 'tool' &&
        typeof chosen['name'] === 'string' &&
        !own.some(({ value }) => value['name'] === chosen['name']),
      'choice-of-unknown-tool',
      'tool_choice',
      `The tool_choice names ${shown(chosen['name'])}, which is not in tools.`,
    ),
  ];
}
