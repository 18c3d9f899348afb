import {
  type CallInRequest,
  type Conversation,
  type Message,
  messageKey,
  systemText,
} from '../protocols/conversation.ts';
import {
  asObject,
  canonicalJson,
  isObject,
  type JsonObject,
  parseJson,
  text,
} from '../util/json.ts';
import { PLACEHOLDER } from '../cassette/placeholder.ts';
import { conversationOf, type ParsedRequest } from './parsed-request.ts';
import { equalsRecordedKey } from './redacted-key.ts';
import { isVolatileName, withoutVolatile } from './volatile.ts';

/** Something in a request that a person, not a clock or a counter, has changed since the recording. */
export interface Change {
  kind: 'system prompt' | 'model' | 'tool' | 'field' | 'messages';
  /** The tool's name, the path of the field such as `generationConfig.temperature`, or the kind. */
  name: string;
  /** JSON, without ids and dates; undefined: there was nothing. */
  recorded: unknown;
  received: unknown;
}

/** A request, read for what a person can change in it. */
interface Content {
  system: unknown;
  model: unknown;
  tools: Map<string, unknown>;
  fields: JsonObject;
  messages: string | undefined;
}

/** Fields of a body that hold a system prompt. */
const SYSTEM_FIELDS = ['system', 'instructions', 'systemInstruction', 'system_instruction'];
/** Fields that hold the conversation, in the protocols known. */
const CONVERSATION_FIELDS = ['messages', 'message', 'input', 'contents'];
const TOOL_FIELDS = ['tools', 'functions'];

/**
 * Lists what a request changes against the recorded one, in a fixed order: system prompt, model,
 * tools and other fields by their names, and what the conversation says. Leaves out what differs
 * without a change by a person: see `withoutVolatile`; the order of keys and tools; and in messages all
 * but texts, calls and results.
 * @param masks what else to leave out of texts and numbers
 */
export function requestChanges(
  { url, body }: { url: string; body: unknown },
  recorded: ParsedRequest,
  masks: readonly RegExp[] = [],
): Change[] {
  if (!isObject(body) || !isObject(recorded.body)) {
    return changesIn([['field', 'body', body, recorded.body]], masks);
  }
  const conversation = conversationOf(body, url, recorded.protocol);
  const areRead = conversation !== undefined && recorded.conversation !== undefined;
  const one = readContent(body, areRead ? conversation : undefined);
  const other = readContent(recorded.body, areRead ? recorded.conversation : undefined);
  const tools = namesIn([...one.tools.keys()], [...other.tools.keys()]);
  const said = areRead && !saySame(conversation, recorded.conversation!);
  return changesIn(
    [
      ['system prompt', 'system prompt', one.system, other.system],
      ['model', 'model', one.model, other.model],
      ...tools.map((name) => ['tool', name, one.tools.get(name), other.tools.get(name)] as const),
      ...fieldPairs('', one.fields, other.fields),
      ...(said ? [['messages', 'messages', one.messages, other.messages] as const] : []),
    ],
    masks,
  );
}

type Pair = readonly [kind: Change['kind'], name: string, received: unknown, recorded: unknown];

/** Keeps the pairs that differ in more than what is volatile. */
function changesIn(pairs: readonly Pair[], masks: readonly RegExp[]): Change[] {
  return pairs.flatMap(([kind, name, one, other]) => {
    if (equalsRecordedKey(canonicalJson([one]), canonicalJson([other]))) return [];
    const [{ value: received }, { value: recorded }] = [one, other].map((value) =>
      asObject(withoutVolatile({ value }, masks)),
    ) as [JsonObject, JsonObject];
    const isSame = equalsRecordedKey(canonicalJson([received]), canonicalJson([recorded]));
    if (isSame) return [];
    return [{ kind, name, recorded, received: withPlaceholders(received, recorded) }];
  });
}

/** Puts the recorded line in the place of each that it stands for: secrets are in no report. */
function withPlaceholders(received: unknown, recorded: unknown): unknown {
  if (typeof received !== 'string' || typeof recorded !== 'string') return received;
  const redacted = recorded.split('\n').filter((line) => PLACEHOLDER.test(line));
  if (redacted.length === 0) return received;
  return received
    .split('\n')
    .map((line) => {
      const key = JSON.stringify(line);
      return redacted.find((each) => equalsRecordedKey(key, JSON.stringify(each))) ?? line;
    })
    .join('\n');
}

function readContent(body: JsonObject, conversation: Conversation | undefined): Content {
  const ownPrompt = SYSTEM_FIELDS.find((name) => typeof body[name] === 'string');
  const system = conversation?.system ?? systemText(ownPrompt && body[ownPrompt], body['messages']);
  const read = [
    'model',
    ...TOOL_FIELDS,
    ...(conversation ? CONVERSATION_FIELDS : []),
    ...(conversation?.system === undefined ? [ownPrompt] : SYSTEM_FIELDS),
  ];
  const fields = Object.entries(body)
    .filter(([name]) => !read.includes(name))
    .map(([name, value]) => [name, name === 'messages' ? withoutSystem(value) : value]);
  return {
    system,
    model: body['model'] ?? conversation?.model,
    tools: new Map(TOOL_FIELDS.flatMap((name) => toolsIn(body[name]))),
    fields: Object.fromEntries(fields),
    messages: conversation?.messages.map(describeMessage).join('\n'),
  };
}

/** Leaves out the messages of the system: they are its prompt. */
function withoutSystem(messages: unknown): unknown {
  if (!Array.isArray(messages)) return messages;
  return messages.filter((each) => systemText(undefined, [each]) === undefined);
}

/** Lists tools by their names: a list of them, or an object of the AI SDK that names each. */
function toolsIn(tools: unknown): [string, unknown][] {
  const declarations = (tool: unknown) => asObject(tool)['functionDeclarations'];
  if (isObject(tools) && !declarations(tools)) return Object.entries(tools);
  const list: unknown[] = Array.isArray(tools) ? tools : isObject(tools) ? [tools] : [];
  const named = list.flatMap((tool): [string, unknown][] => {
    const declared = declarations(tool);
    if (!Array.isArray(declared)) return [[toolName(tool), tool]];
    return declared.map((each: unknown) => [toolName(each), each]);
  });
  const counts = new Map<string, number>();
  return named.map(([name, tool]) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [count === 1 ? name : `${name} ${count}`, tool];
  });
}

/** Names a tool: a function, a server of tools, or one of the provider's own. */
function toolName(tool: unknown): string {
  const { function: declared, name, server_label: server, type, ...rest } = asObject(tool);
  const known = text(asObject(declared)['name']) ?? text(name) ?? text(server) ?? text(type);
  return known ?? Object.keys(rest)[0] ?? 'unnamed';
}

/** Pairs the values of fields, down to those that are not objects on both sides, by their names. */
function fieldPairs(path: string, one: JsonObject, other: JsonObject, areNames = false): Pair[] {
  return namesIn(Object.keys(one), Object.keys(other)).flatMap((name): Pair[] => {
    if (!areNames && isVolatileName(name)) return [];
    const [value, recorded] = [own(one, name), own(other, name)];
    const at = path ? `${path}.${name}` : name;
    return isObject(value) && isObject(recorded)
      ? fieldPairs(at, value, recorded, name === 'properties' && !areNames)
      : [['field', at, value, recorded]];
  });
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function namesIn(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].toSorted();
}

/** Tells whether two conversations have equal messages, but for ids and the blanks of the assistant. */
function saySame(one: Conversation, other: Conversation): boolean {
  const [key, recorded] = [one, other].map(({ messages }) =>
    canonicalJson(messages.map((each) => [messageKey(each), answerText(each)])),
  );
  return equalsRecordedKey(key!, recorded!);
}

function answerText(message: Message): string {
  return message.role === 'user' ? '' : evenBlanks(message.text);
}

function evenBlanks(source: string): string {
  return source.replaceAll(/\s+/g, ' ').trim();
}

/** Describes a message on lines of its own: who speaks, the text, the calls and their results. */
function describeMessage(message: Message): string {
  if (message.role === 'user') return `user: ${message.text}`;
  const said = message.text.replaceAll(/[^\S\n]+/g, ' ').trim();
  const calls = message.toolCalls
    .filter(({ providerExecuted }) => !providerExecuted)
    .map(describeCall);
  return [...(said || calls.length === 0 ? [`assistant: ${said}`] : []), ...calls].join('\n');
}

function describeCall({ name, argumentsText, result }: CallInRequest): string {
  const call = `assistant calls ${name || 'a tool'}(${plainJson(argumentsText)})`;
  return result === undefined ? call : `${call} → ${plainJson(result)}`;
}

/** Writes JSON without its blanks, and what some SDKs encode once more as what it holds. */
function plainJson(source: string): string {
  const parsed = parseJson(source);
  if (typeof parsed === 'string') return plainJson(parsed);
  return parsed === undefined ? source : canonicalJson(parsed);
}
