import { text } from '../util/json.ts';
import { judgeTools, offeredTools } from './openai-tools.ts';
import { type RecordedItem, recordedItems } from './recorded-items.ts';
import {
  type Finding as AnyFinding,
  findingIf,
  type JudgedRequest,
  type Placed,
  placed,
  repeated,
  shown,
} from './refusal.ts';
import type { OPENAI_RESPONSES_RULES } from './rules/openai-responses.ts';

type Finding = AnyFinding<keyof typeof OPENAI_RESPONSES_RULES>;

/** Calls that the app answers, with the type of the item that does. */
const OUTPUTS: Readonly<Record<string, string>> = {
  function_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
};
/** How the ids of items begin. Those of other types have been seen in several forms. */
const PREFIXES: Readonly<Record<string, string>> = {
  function_call: 'fc',
  custom_tool_call: 'ctc',
};
const MAX_CALL_ID = 64;

export function judgeOpenaiResponses({ body, responses }: JudgedRequest): Finding[] {
  const items = placed(body['input'], 'input');
  const stored = ['previous_response_id', 'conversation'].filter((key) => body[key] != null);
  const refers = items.some((item) => typeOf(item) === 'item_reference');
  // The provider may hold what the input does not.
  const isWhole = stored.length === 0 && !refers;
  // What it does not store, it cannot tell apart from what never was.
  const stores = body['store'] !== false;
  return [
    ...items.flatMap(judgeItem),
    ...(refers ? [] : judgeCalls(items, isWhole)),
    ...(stores ? judgeReasoning(items) : []),
    ...(responses.length > 0
      ? judgeRecorded(items, recordedItems(responses), isWhole && stores)
      : []),
    ...repeated(items, idOf).map((item): Finding => {
      const message = `The item ${shown(idOf(item))} appears twice.`;
      return { rule: 'repeated-item', path: `${item.path}.id`, message };
    }),
    ...findingIf(
      stored.length > 1,
      'two-histories',
      'previous_response_id',
      'The request names a conversation as well.',
    ),
    // A stored prompt may bring tools of its own.
    ...judgeTools(offeredTools(body['tools']), body['prompt'] == null && body['tool_choice']),
  ];
}

function typeOf({ value }: Placed): string {
  return text(value['type']) ?? 'message';
}

function idOf({ value }: Placed): string | undefined {
  return text(value['id']);
}

function judgeItem(item: Placed): Finding[] {
  const { path, value } = item;
  const id = idOf(item);
  const prefix = PREFIXES[typeOf(item)];
  const call = value['call_id'];
  return [
    ...findingIf(
      id !== undefined && prefix !== undefined && !id.startsWith(prefix),
      'invalid-item-id',
      `${path}.id`,
      `The id ${shown(id)} of the ${typeOf(item)} does not begin with ${prefix}.`,
    ),
    ...findingIf(call === '', 'empty-call-id', `${path}.call_id`, 'The id of the call is empty.'),
    ...findingIf(
      typeof call === 'string' && call.length > MAX_CALL_ID,
      'long-call-id',
      `${path}.call_id`,
      `The id of the call has more than ${MAX_CALL_ID} characters: ${shown(call)}.`,
    ),
    ...placed(value['role'] === 'assistant' && value['content'], `${path}.content`).flatMap(
      (part) =>
        findingIf(
          ['input_text', 'input_image', 'text'].includes(part.value['type'] as string),
          'input-part-of-assistant',
          `${part.path}.type`,
          `An assistant message contains a part of type ${shown(part.value['type'])}.`,
        ),
    ),
  ];
}

function judgeCalls(items: readonly Placed[], isWhole: boolean): Finding[] {
  return Object.entries(OUTPUTS).flatMap(([type, outputType]) => {
    const calls = items.filter((item) => typeOf(item) === type);
    const outputs = items.filter((item) => typeOf(item) === outputType);
    const callIds = new Set(calls.map(({ value }) => text(value['call_id'])));
    const outputIds = new Set(outputs.map(({ value }) => text(value['call_id'])));
    const orphans = isWhole
      ? outputs.filter(({ value }) => !callIds.has(text(value['call_id'])))
      : [];
    const unanswered = calls.filter(({ value }) => !outputIds.has(text(value['call_id'])));
    return [
      ...orphans.map(({ path, value }): Finding => {
        const message = `There is no call ${shown(value['call_id'])}.`;
        return { rule: 'result-without-call', path: `${path}.call_id`, message };
      }),
      // An output with a wrong id is one mistake, not two.
      ...unanswered.slice(orphans.length).map(({ path, value }): Finding => {
        const message = `The call ${shown(value['call_id'])} has no output.`;
        return { rule: 'call-without-result', path: `${path}.call_id`, message };
      }),
    ];
  });
}

/** Judges whether something of the answer follows its reasoning. */
function judgeReasoning(items: readonly Placed[]): Finding[] {
  return items.flatMap((item, at) => {
    if (typeOf(item) !== 'reasoning' || idOf(item) === undefined) return [];
    const next = items[at + 1];
    const isAnswer =
      next !== undefined &&
      !typeOf(next).endsWith('_output') &&
      (typeOf(next) !== 'message' || next.value['role'] === 'assistant');
    const message = `Nothing of the answer follows the reasoning ${shown(idOf(item))}.`;
    return findingIf(!isAnswer, 'reasoning-without-item', item.path, message);
  });
}

/** Judges items against those that the provider has sent. */
function judgeRecorded(
  items: readonly Placed[],
  recorded: ReadonlyMap<string, RecordedItem>,
  needsReasoning: boolean,
): Finding[] {
  const ids = new Set(items.map(idOf));
  return items.flatMap((item): Finding[] => {
    const known = recorded.get(idOf(item) ?? '');
    if (!known) return [];
    const { path, value } = item;
    const { reasoning } = known;
    const sent = value['encrypted_content'];
    return [
      ...findingIf(
        needsReasoning && reasoning !== undefined && !ids.has(reasoning),
        'item-without-reasoning',
        `${path}.id`,
        `The reasoning ${shown(reasoning)}, which came before it, is not sent back.`,
      ),
      ...findingIf(
        typeof sent === 'string' && known.encrypted !== undefined && sent !== known.encrypted,
        'altered-reasoning',
        `${path}.encrypted_content`,
        `The provider did not send this encrypted reasoning: ${shown(sent)}.`,
      ),
    ];
  });
}
