import { canonicalJson, isObject, type JsonObject } from '../util/json.ts';
import { shorten } from '../util/text.ts';
import type { ParsedRequest } from './parsed-request.ts';

/** A field in which a request differs from a recorded one, with both values as text. */
export interface Difference {
  field: string;
  received: string;
  recorded: string;
}

const LIMIT = 50;
const SHOWN = 160;
const NOTHING = 'nothing';
/** Roles whose messages instruct the model; matching ignores them. */
const SYSTEM_ROLES: readonly unknown[] = ['system', 'developer'];

/** Lists the fields in which two bodies differ, compared or not: at most 50, in the order of the request. */
export function bodyDifferences(received: ParsedRequest, recorded: ParsedRequest): Difference[] {
  return [...fieldDifferences('', received.body, recorded.body)].slice(0, LIMIT);
}

function* fieldDifferences(
  field: string,
  received: unknown,
  recorded: unknown,
): Generator<Difference> {
  if (canonicalJson(received) === canonicalJson(recorded)) return;
  if (isObject(received) && isObject(recorded)) {
    for (const key of new Set([...Object.keys(received), ...Object.keys(recorded)])) {
      const [one, other] = [received, recorded].map((each) =>
        Object.hasOwn(each, key) ? each[key] : undefined,
      );
      yield* fieldDifferences(field ? `${field}.${key}` : key, one, other);
    }
  } else if (Array.isArray(received) && Array.isArray(recorded)) {
    yield* entryDifferences(field, received, recorded);
  } else {
    yield { field: field || 'the body', received: show(received), recorded: show(recorded) };
  }
}

/** Compares entries by place, system prompts apart: an extra one must not shift the messages after it. */
function* entryDifferences(
  field: string,
  received: unknown[],
  recorded: unknown[],
): Generator<Difference> {
  const [one, other] = [received.filter(isSystem), recorded.filter(isSystem)];
  if (canonicalJson(one) !== canonicalJson(other)) {
    yield {
      field: `${field}, system prompt`,
      received: promptOf(one),
      recorded: promptOf(other),
    };
  }
  const [rest, others] = [received, recorded].map((all) => all.filter((entry) => !isSystem(entry)));
  const length = Math.max(rest!.length, others!.length);
  for (let at = 0; at < length; at++) {
    yield* fieldDifferences(`${field}[${at}]`, rest![at], others![at]);
  }
}

function isSystem(entry: unknown): entry is JsonObject {
  return isObject(entry) && SYSTEM_ROLES.includes(entry['role']);
}

function promptOf(messages: JsonObject[]): string {
  return messages.length === 0 ? NOTHING : messages.map(({ content }) => show(content)).join(' ');
}

function show(value: unknown): string {
  return value === undefined ? NOTHING : shorten(JSON.stringify(value), SHOWN);
}
