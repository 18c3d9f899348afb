import { isObject, number, text } from '../../util/json.ts';
import type { Part } from '../part.ts';
import type { PartReader } from '../protocol.ts';
import { argumentsOf, callPart, errorPart, notObject, partOf } from '../reader.ts';
import { type JsonPath, valueAt } from '../../util/json-path.ts';
import {
  type EventSource,
  sentinelsOf,
  meets,
  type Rule,
  type Rules,
  sourceOf,
  valueOf,
} from './rule.ts';

/** Creates what reads the events of one response by the rules. */
export function createDeclaredReader(rules: Rules): PartReader {
  const calls = createCalls(rules);
  const sentinels = sentinelsOf(rules);
  const valueIn = (source: EventSource, rule: Rule | undefined) =>
    rule && (rule.data !== undefined || rule.path.length > 0 || !sentinels.has(source.data.trim()))
      ? valueOf(source, rule)
      : undefined;

  return ({ event, data, incomplete }) => {
    if (data === undefined || incomplete) return [];
    const source = sourceOf({ data, ...(event !== undefined && { event }) });
    const parts = [
      ...partOf('reasoning', valueIn(source, rules.reasoning)),
      ...partOf('text', valueIn(source, rules.text)),
      ...calls.read(source),
      ...finishOf(valueIn(source, rules.done), rules.done),
      ...partOf('usage', valueIn(source, rules.usage)),
      ...errorOf(valueIn(source, rules.error)),
    ];
    const isBroken =
      source.json === undefined && /^\s*[{[]/.test(data) && !sentinels.has(data.trim());
    return parts.length === 0 && isBroken ? [notObject(data)] : parts;
  };
}

/** Reads a finish reason: a string, or what only marks the end. */
function finishOf(value: unknown, rule: Rule | undefined): Part[] {
  const isEnd = rule?.path.length === 0 ? value !== undefined : value === true || value === 1;
  return isEnd ? [{ type: 'finish', reason: 'stop' }] : partOf('finish', value);
}

function errorOf(value: unknown): Part[] {
  return isObject(value) || text(value) !== undefined ? [errorPart(value)] : [];
}

/** Reads the calls of one response, numbered in order of their first appearance. */
function createCalls({ toolCall, toolArguments, toolResult }: Rules) {
  const known = new Map<string, number>();
  const withArguments = new Set<number>();
  let count = 0;
  const providerExecuted = toolCall?.providerExecuted ? (true as const) : undefined;

  const begin = (id: string | undefined, name: string | undefined): [number, Part[]] => {
    const index = count++;
    if (id !== undefined) known.set(id, index);
    return [index, [callPart(index, { id, name, providerExecuted })]];
  };

  /** Finds the call that a value belongs to: that of its id, else the last one. */
  const find = (json: unknown, path: JsonPath | undefined): [number, Part[]] => {
    const id = path && idAt(json, path);
    const found = id === undefined ? count - 1 : known.get(id);
    return found === undefined || found < 0 ? begin(id, undefined) : [found, []];
  };

  const readCall = (json: unknown): Part[] => {
    const name = text(valueAt(json, toolCall!.name));
    const id = toolCall!.id && idAt(json, toolCall!.id);
    const earlier = id === undefined ? undefined : known.get(id);
    const isNew = earlier === undefined && name !== undefined;
    if (!isNew && (earlier === undefined || !toolCall!.arguments)) return [];
    const [index, parts] = isNew ? begin(id, name) : [earlier!, []];
    return [...parts, ...argumentsAt(index, json, toolCall!.arguments)];
  };

  /** Reads arguments: text goes on with what there is, an object repeats that. */
  const argumentsAt = (index: number, json: unknown, path: JsonPath | undefined): Part[] => {
    const value = path && valueAt(json, path);
    if (isObject(value) && withArguments.has(index)) return [];
    const parts = argumentsOf(index, isObject(value) ? JSON.stringify(value) : value);
    if (parts.length > 0) withArguments.add(index);
    return parts;
  };

  return {
    read(source: EventSource): Part[] {
      const { json } = source;
      const parts: Part[] = [];
      if (toolCall && meets(source, toolCall)) {
        const list = toolCall.list && valueAt(json, toolCall.list);
        const each: unknown[] = toolCall.list ? (Array.isArray(list) ? list : []) : [json];
        parts.push(...each.flatMap(readCall));
      }
      const fragment = toolArguments && text(valueOf(source, toolArguments));
      if (fragment !== undefined) {
        const [index, begun] = find(json, toolArguments!.id);
        parts.push(...begun, ...argumentsOf(index, fragment));
      }
      const result = toolResult && valueOf(source, toolResult);
      if (result !== undefined) {
        const [index, begun] = find(json, toolResult!.id);
        const content = typeof result === 'string' ? result : JSON.stringify(result);
        parts.push(...begun, { type: 'tool-result', index, text: content });
      }
      return parts;
    },
  };
}

function idAt(json: unknown, path: JsonPath): string | undefined {
  const id = valueAt(json, path);
  return text(id) ?? number(id)?.toString();
}
