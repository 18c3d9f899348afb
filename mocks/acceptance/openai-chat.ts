import { asObject, isJson, isObject, text } from '../util/json.ts';
import { judgeName, judgeTools, offeredTools } from './openai-tools.ts';
import {
  type Finding as AnyFinding,
  findingIf,
  type JudgedRequest,
  type Placed,
  placed,
  repeated,
  shown,
} from './refusal.ts';
import type { OPENAI_CHAT_RULES } from './rules/openai-chat.ts';

type Finding = AnyFinding<keyof typeof OPENAI_CHAT_RULES>;

/** A message with calls, and the tool messages right after it. */
interface ToolTurn {
  calls: Placed[];
  results: Placed[];
}

const ROLES = ['system', 'developer', 'assistant', 'user', 'tool', 'function'];
/** Models that think, of OpenAI: https://platform.openai.com/docs/guides/reasoning */
const REASONING = /^(?:o\d|gpt-5(?!.*chat))/;
/** Of later ones, some take a temperature where they are told not to think. */
const FIXED_TEMPERATURE =
  /^(?:o\d(?:-(?:mini|pro))?|gpt-5(?:-(?:mini|nano))?)(?:-\d{4}-\d\d-\d\d)?$/;
/** Thinks unless it is told not to: https://platform.moonshot.ai/docs/guide/use-kimi-k2-thinking-model */
const KIMI = /^kimi-k2\.5/;

export function judgeOpenaiChat({ body, model }: JudgedRequest): Finding[] {
  const messages = placed(body['messages'], 'messages');
  return [
    ...findingIf(
      Array.isArray(body['messages']) && body['messages'].length === 0,
      'empty-messages',
      'messages',
      'There are no messages.',
    ),
    ...messages.flatMap(judgeMessage),
    ...judgeToolTurns(messages),
    ...judgeOrder(messages),
    ...judgeTools(offeredTools(body['tools']), body['tool_choice']),
    ...judgeParameters(body, model),
    ...judgeKimi(messages, body, model),
  ];
}

function callsOf({ path, value }: Placed): Placed[] {
  return placed(value['tool_calls'], `${path}.tool_calls`);
}

function judgeMessage(message: Placed): Finding[] {
  const { path, value } = message;
  const { role, content } = value;
  const calls = callsOf(message);
  const says =
    isSet(content) ||
    (role === 'assistant' &&
      (calls.length > 0 || ['function_call', 'audio', 'refusal'].some((key) => isSet(value[key]))));
  return [
    ...findingIf(
      !ROLES.includes(role as string),
      'unknown-role',
      `${path}.role`,
      `The role is ${shown(role)}.`,
    ),
    ...findingIf(!says, 'missing-content', `${path}.content`, 'The message has no content.'),
    ...findingIf(
      Array.isArray(value['tool_calls']) && value['tool_calls'].length === 0,
      'empty-tool-calls',
      `${path}.tool_calls`,
      'The list of calls is empty: leave it out.',
    ),
    ...placed(role === 'tool' && content, `${path}.content`).flatMap((part) =>
      findingIf(
        part.value['type'] === 'image_url',
        'image-in-result',
        part.path,
        'A tool result contains an image.',
      ),
    ),
    ...findingIf(
      role === 'assistant' && typeof value['reasoning_content'] === 'string',
      'reasoning-content-sent',
      `${path}.reasoning_content`,
      'The reasoning is sent back in a field that the provider does not know.',
    ),
    ...calls.flatMap(judgeCall),
  ];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function judgeCall({ path, value }: Placed): Finding[] {
  const call = asObject(value['function']);
  const { name, arguments: sent } = call;
  const at = `${path}.function.arguments`;
  return [
    ...judgeName(`${path}.function.name`, typeof name === 'string' ? name : undefined),
    ...findingIf(
      isObject(sent) || Array.isArray(sent),
      'arguments-not-text',
      at,
      'The arguments are JSON; they must be a JSON string.',
    ),
    ...findingIf(
      typeof sent === 'string' && sent !== '' && !isJson(sent),
      'arguments-not-json',
      at,
      `The arguments are not JSON: ${shown(sent)}.`,
    ),
    ...findingIf(
      typeof value['id'] === 'string' && !/^[a-zA-Z\d]{9}$/.test(value['id']),
      'invalid-call-id',
      `${path}.id`,
      `The id ${shown(value['id'])} must be nine letters or digits.`,
    ),
  ];
}

/** Judges which calls have results, and which results have calls. */
function judgeToolTurns(messages: readonly Placed[]): Finding[] {
  const findings: Finding[] = [];
  let turn: ToolTurn | undefined;
  const close = () => {
    if (turn) findings.push(...judgeTurn(turn));
  };
  for (const message of messages) {
    if (message.value['role'] === 'tool') {
      if (turn) turn.results.push(message);
      else findings.push(orphan(message));
      continue;
    }
    close();
    const calls = callsOf(message);
    turn = calls.length > 0 ? { calls, results: [] } : undefined;
  }
  close();
  return findings;
}

function orphan({ path, value }: Placed): Finding {
  const id = shown(value['tool_call_id']);
  const message = `The message before it has no call ${id}.`;
  return { rule: 'result-without-call', path: `${path}.tool_call_id`, message };
}

function judgeTurn({ calls, results }: ToolTurn): Finding[] {
  const unnamed = results.filter(({ value }) => text(value['tool_call_id']) === undefined);
  const missing = unnamed.map(({ path }): Finding => {
    const message = 'The result does not say which call it belongs to.';
    return { rule: 'result-without-id', path: `${path}.tool_call_id`, message };
  });
  const ids = calls.map(({ value }) => text(value['id']));
  // Some servers give calls no ids, and go by their order.
  if (missing.length > 0 || ids.includes(undefined)) return missing;
  const answered = results.map(({ value }) => value['tool_call_id']);
  const orphans = results.filter((_, at) => !ids.includes(answered[at] as string));
  const again = repeated(results, ({ value }) => value['tool_call_id']);
  const unanswered = calls.filter(({ value }) => !answered.includes(value['id']));
  return [
    ...orphans.map(orphan),
    ...again.map(({ path, value }): Finding => {
      const message = `The call ${shown(value['tool_call_id'])} already has a result.`;
      return { rule: 'second-result', path: `${path}.tool_call_id`, message };
    }),
    // A result with a wrong id is one mistake, not two.
    ...unanswered.slice(orphans.length).map(({ path, value }): Finding => {
      const message = `The call ${shown(value['id'])} has no result before the next message.`;
      return { rule: 'call-without-result', path: `${path}.id`, message };
    }),
  ];
}

/** Judges the order of roles, for a provider that is strict about it. */
function judgeOrder(messages: readonly Placed[]): Finding[] {
  const last = messages.at(-1);
  const ends = last?.value['role'] === 'assistant' && last.value['prefix'] !== true;
  return [
    ...messages.flatMap(({ path, value }, at) =>
      findingIf(
        value['role'] === 'user' && messages[at - 1]?.value['role'] === 'tool',
        'user-after-result',
        `${path}.role`,
        'A user message follows a tool message without an assistant message between.',
      ),
    ),
    ...findingIf(
      ends,
      'assistant-at-the-end',
      `${last?.path}.role`,
      'The last message is the assistant’s, without `prefix`.',
    ),
  ];
}

function judgeParameters(body: JudgedRequest['body'], model: string): Finding[] {
  const offers = Array.isArray(body['tools']) && body['tools'].length > 0;
  const { temperature } = body;
  const format = asObject(body['response_format'])['type'];
  return [
    ...findingIf(
      typeof body['tool_choice'] === 'string' && !offers,
      'choice-without-tools',
      'tool_choice',
      'There are no tools to choose from.',
    ),
    ...findingIf(
      isSet(body['parallel_tool_calls']) && !offers,
      'parallel-calls-without-tools',
      'parallel_tool_calls',
      'There are no tools to call.',
    ),
    ...findingIf(
      isSet(body['stream_options']) && body['stream'] !== true,
      'stream-options-without-stream',
      'stream_options',
      'The request does not ask for a stream.',
    ),
    ...findingIf(
      isSet(body['max_tokens']) && isSet(body['max_completion_tokens']),
      'two-token-limits',
      'max_tokens',
      'The request has max_completion_tokens as well.',
    ),
    ...findingIf(
      isSet(body['max_tokens']) && !isSet(body['max_completion_tokens']) && REASONING.test(model),
      'max-tokens-of-reasoning-model',
      'max_tokens',
      `The model ${shown(model)} takes max_completion_tokens instead.`,
    ),
    ...findingIf(
      isSet(temperature) && temperature !== 1 && FIXED_TEMPERATURE.test(model),
      'temperature-of-reasoning-model',
      'temperature',
      `The model ${shown(model)} does not take the temperature ${shown(temperature)}.`,
    ),
    ...findingIf(
      isSet(body['top_logprobs']) && body['logprobs'] !== true,
      'top-logprobs-without-logprobs',
      'top_logprobs',
      'The request does not ask for logprobs.',
    ),
    ...findingIf(
      format === 'json_object' && !/json/i.test(JSON.stringify(body['messages'] ?? '')),
      'json-mode-without-json',
      'messages',
      'No message has the word JSON, which `json_object` needs.',
    ),
  ];
}

/** Judges whether a model that thinks gets its own reasoning back, beside the calls it made. */
function judgeKimi(
  messages: readonly Placed[],
  body: JudgedRequest['body'],
  model: string,
): Finding[] {
  const thinking = asObject(body['thinking'])['type'];
  if (thinking !== 'enabled' && !(KIMI.test(model) && thinking === undefined)) return [];
  return messages.flatMap((message) =>
    findingIf(
      callsOf(message).length > 0 && !isSet(message.value['reasoning_content']),
      'reasoning-content-missing',
      `${message.path}.reasoning_content`,
      'The reasoning that came with the calls is not sent back.',
    ),
  );
}
