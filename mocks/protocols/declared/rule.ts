import { isObject, parseJson } from '../../util/json.ts';
import type { EventContent, WireEvent } from '../../wire/event.ts';
import type { EventConditions, EventRule, ProtocolDeclaration, Scalar } from './declaration.ts';
import { type JsonPath, parsePath, valueAt, withValueAt } from '../../util/json-path.ts';

/** An event as rules see it. */
export interface EventSource {
  event: string | undefined;
  data: string;
  /** Undefined where the data is not JSON. */
  json: unknown;
}

/** An event to write: its type, and the JSON or the text that it holds. */
export interface Draft {
  event: string | undefined;
  /** The whole data, where its rule says that. */
  sentinel?: string | undefined;
  value: unknown;
}

/** The conditions of a rule, taken apart. */
export interface Conditions {
  event: string | undefined;
  data: string | undefined;
  when: readonly (readonly [path: JsonPath, wanted: readonly Scalar[]])[];
}

/** A rule, taken apart. */
export interface Rule extends Conditions {
  /** Empty where the value is the whole data. */
  path: JsonPath;
  /** The path as declared. */
  name: string | undefined;
}

/** Takes a rule apart. */
export function ruleOf(declared: string | EventRule): Rule {
  const rule = typeof declared === 'string' ? { path: declared } : declared;
  return { ...conditionsOf(rule), path: parsePath(rule.path), name: rule.path };
}

export function conditionsOf({ when = {}, event, data }: EventConditions): Conditions {
  return {
    event,
    data,
    when: Object.entries(when).map(([path, wanted]) => [
      parsePath(path),
      [wanted].flat() as readonly Scalar[],
    ]),
  };
}

export function sourceOf({ event, data = '' }: Pick<WireEvent, 'event' | 'data'>): EventSource {
  return { event, data, json: parseJson(data) };
}

/** Tells whether an event meets the conditions of a rule. */
export function meets({ event, data, json }: EventSource, rule: Conditions): boolean {
  if (rule.event !== undefined && rule.event !== event) return false;
  if (rule.data !== undefined && rule.data !== data.trim()) return false;
  return rule.when.every(([path, wanted]) => wanted.includes(valueAt(json, path) as Scalar));
}

/** Reads the value that an event has for a rule; undefined where it has none. */
export function valueOf(source: EventSource, rule: Rule): unknown {
  if (!meets(source, rule)) return undefined;
  if (rule.path.length > 0) return valueAt(source.json, rule.path);
  const { data, json } = source;
  return isWhole(json) ? json : data;
}

/** Tells whether JSON counts as what it is: all other data is text as it is, such as `42`. */
function isWhole(json: unknown): boolean {
  return typeof json === 'string' || isObject(json);
}

/** Begins an event that meets the conditions of a rule. */
export function draftOf({ event, data, when }: Conditions): Draft {
  const json = when.reduce<unknown>(
    (value, [path, [first]]) => withValueAt(value, path, first),
    undefined,
  );
  return { event, sentinel: data, value: json };
}

/** Adds a value to an event; the conditions of its rule stay as they are. */
export function withValue(draft: Draft, path: JsonPath, value: unknown): Draft {
  return { ...draft, value: withValueAt(draft.value, path, value) };
}

/** Writes the event that has a value for a rule; its conditions alone may say all there is. */
export function eventWith(rule: Rule, value: unknown): Draft {
  const draft = draftOf(rule);
  const conditions = [
    ...(rule.when.length > 0 ? [''] : []),
    ...rule.when.map(([path]) => keyOf(path)),
  ];
  const isFixed = rule.data !== undefined || conditions.includes(keyOf(rule.path));
  return isFixed ? draft : withValue(draft, rule.path, value);
}

/** Writes the event of an error: without a path, its object has a message. */
export function errorWith(rule: Rule, message: string): Draft {
  const isObjectItself = rule.path.length === 0 && rule.when.length > 0;
  return isObjectItself ? withValue(draftOf(rule), ['message'], message) : eventWith(rule, message);
}

function keyOf(path: JsonPath): string {
  return path.join('.');
}

/**
 * Encodes an event. Text that is not within JSON goes out as it is where a reader gets the same from it,
 * else as a JSON string.
 */
export function contentOf(
  { event, sentinel, value }: Draft,
  { mediaType, sentinels }: { mediaType: string; sentinels: ReadonlySet<string> },
): EventContent {
  if (sentinel !== undefined) return { data: sentinel, event };
  const isPlain =
    mediaType === 'text/event-stream' &&
    typeof value === 'string' &&
    !value.includes('\r') &&
    !sentinels.has(value.trim()) &&
    !isWhole(parseJson(value));
  return { data: isPlain ? value : JSON.stringify(value ?? {}), event };
}

/** The rules of a declaration, taken apart. */
export type Rules = ReturnType<typeof rulesOf>;

/** Takes a declaration apart. */
export function rulesOf(declared: ProtocolDeclaration) {
  const { text, reasoning, toolCall, toolArguments, toolResult, done, usage, error } = declared;
  const idOf = (rule: { id?: string }) => (rule.id === undefined ? undefined : parsePath(rule.id));
  const ofCall = (rule: ProtocolDeclaration['toolResult']) =>
    rule && { ...ruleOf(rule), id: idOf(rule) };
  const call = toolCall && {
    ...conditionsOf(toolCall),
    list: toolCall.list === undefined ? undefined : parsePath(toolCall.list),
    id: idOf(toolCall),
    name: parsePath(toolCall.name),
    arguments: toolCall.arguments === undefined ? undefined : parsePath(toolCall.arguments),
    providerExecuted: toolCall.providerExecuted ?? toolResult !== undefined,
  };
  return {
    text: ruleOf(text),
    reasoning: reasoning === undefined ? undefined : ruleOf(reasoning),
    toolCall: call,
    toolArguments: ofCall(toolArguments),
    toolResult: ofCall(toolResult),
    done: done === undefined ? undefined : ruleOf(done),
    usage: usage === undefined ? undefined : ruleOf(usage),
    error: error === undefined ? undefined : ruleOf(error),
  };
}

/** Lists the data that ends a stream or says something else as a whole: it is not text. */
export function sentinelsOf(rules: Rules): ReadonlySet<string> {
  const sentinels = Object.values(rules).flatMap((rule) => rule?.data ?? []);
  return new Set(['[DONE]', ...sentinels]);
}
