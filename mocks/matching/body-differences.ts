import { canonicalJson, isObject, type JsonObject } from '../util/json.ts';
import type { ParsedRequest } from './parsed-request.ts';
import type { Difference } from './differences.ts';

const MOST = 50;
const SHOWN = 160;
const NOTHING = 'nothing';
/** Whoever speaks as one of these says how to answer, not what is asked. */
const SYSTEM_ROLES: readonly unknown[] = ['system', 'developer'];

/** Every field in which two bodies differ, compared or not. At most 50, in the order of the request. */
export function bodyDifferences(asked: ParsedRequest, recorded: ParsedRequest): Difference[] {
  return [...fieldDifferences('', asked.body, recorded.body)].slice(0, MOST);
}

function* fieldDifferences(
  where: string,
  asked: unknown,
  recorded: unknown,
): Generator<Difference> {
  if (canonicalJson(asked) === canonicalJson(recorded)) return;
  if (isObject(asked) && isObject(recorded)) {
    for (const key of new Set([...Object.keys(asked), ...Object.keys(recorded)])) {
      const [ours, theirs] = [asked, recorded].map((each) =>
        Object.hasOwn(each, key) ? each[key] : undefined,
      );
      yield* fieldDifferences(where ? `${where}.${key}` : key, ours, theirs);
    }
  } else if (Array.isArray(asked) && Array.isArray(recorded)) {
    yield* entryDifferences(where, asked, recorded);
  } else {
    yield { field: where || 'the body', received: show(asked), recorded: show(recorded) };
  }
}

/** Entries are compared by place; a system prompt more or less does not move the messages after it. */
function* entryDifferences(
  where: string,
  asked: unknown[],
  recorded: unknown[],
): Generator<Difference> {
  const [ours, theirs] = [asked.filter(isSystem), recorded.filter(isSystem)];
  if (canonicalJson(ours) !== canonicalJson(theirs)) {
    yield {
      field: `${where}, system prompt`,
      received: promptOf(ours),
      recorded: promptOf(theirs),
    };
  }
  const [rest, others] = [asked, recorded].map((all) => all.filter((entry) => !isSystem(entry)));
  const length = Math.max(rest!.length, others!.length);
  for (let at = 0; at < length; at++) {
    yield* fieldDifferences(`${where}[${at}]`, rest![at], others![at]);
  }
}

function isSystem(entry: unknown): entry is JsonObject {
  return isObject(entry) && SYSTEM_ROLES.includes(entry['role']);
}

function promptOf(messages: JsonObject[]): string {
  return messages.length === 0 ? NOTHING : messages.map(({ content }) => show(content)).join(' ');
}

function show(value: unknown): string {
  if (value === undefined) return NOTHING;
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
