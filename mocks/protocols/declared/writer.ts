import { invalid } from '../../util/check-options.ts';
import type { EventContent } from '../../wire/event.ts';
import {
  argumentsObject,
  callsOf,
  type WrittenCall,
  type WrittenResponse,
  type Writer,
} from '../writers/writer.ts';
import type { ProtocolDeclaration } from './declaration.ts';
import type { JsonPath } from '../../util/json-path.ts';
import { createRequestWriter } from './request.ts';
import {
  contentOf,
  type Draft,
  draftOf,
  errorWith,
  eventWith,
  sentinelsOf,
  type Rule,
  type Rules,
  withValue,
} from './rule.ts';

/** Creates what writes requests and responses by a declaration, as its rules read them. */
export function createDeclaredWriter(declared: ProtocolDeclaration, rules: Rules): Writer {
  const { name, mediaType = 'text/event-stream' } = declared;
  const style = { mediaType, sentinels: sentinelsOf(rules) };
  return {
    url: () => 'http://localhost/api/chat',
    streamsByDefault: true,
    ...(rules.toolCall?.id && { callId: 'call' }),
    writeRequest: createRequestWriter(declared),
    writeContent: (response) => ({
      mediaType,
      events: draftsOf(response, rules, name).map((draft) => contentOf(draft, style)),
    }),
    writeError: ({ message }) => ({ json: { error: { message } } }),
  };
}

/** Creates what writes the event of an error; undefined where none is declared. */
export function createErrorWriter(
  { mediaType = 'text/event-stream' }: ProtocolDeclaration,
  rules: Rules,
): ((message: string) => EventContent) | undefined {
  const { error } = rules;
  const style = { mediaType, sentinels: sentinelsOf(rules) };
  return error && ((message) => contentOf(errorWith(error, message), style));
}

/** Lists the events of a response, in the order in which they are said. */
export function draftsOf(response: WrittenResponse, rules: Rules, name: string): Draft[] {
  const { steps, broken } = response;
  const said = steps.flatMap(({ reasoning, text, calls }) => [
    ...reasoning.map((piece) => eventWith(needed(rules, 'reasoning', name), piece)),
    ...text.map((piece) => eventWith(rules.text, piece)),
    ...calls.flatMap((call) => callDrafts(call, rules, name)),
  ]);
  const declared = rules.toolCall?.providerExecuted;
  const wrong = callsOf(response).find(
    ({ providerExecuted }) => providerExecuted !== (declared ?? providerExecuted),
  );
  if (wrong) {
    const expected = `${String(declared)}, as the protocol ${name} declares`;
    throw invalid(
      `providerExecuted of tool call "${wrong.name}"`,
      wrong.providerExecuted,
      expected,
    );
  }
  return broken ? said : [...said, ...endDrafts(response, rules, name)];
}

/** Finds the rule of something that an answer says. */
function needed<K extends keyof Rules>(rules: Rules, key: K, name: string): NonNullable<Rules[K]> {
  const rule = rules[key];
  if (rule) return rule;
  throw invalid('answer', key, `only what the protocol ${name} declares, which has no ${key}`);
}

function callDrafts(call: WrittenCall, rules: Rules, name: string): Draft[] {
  const rule = needed(rules, 'toolCall', name);
  const { id, fragments, result } = call;
  const at = (path: JsonPath): JsonPath => (rule.list ? [...rule.list, 0, ...path] : path);
  const withId = (draft: Draft, path: JsonPath | undefined) =>
    path && id !== undefined ? withValue(draft, path, id) : draft;
  const named = withId(withValue(draftOf(rule), at(rule.name), call.name), rule.id && at(rule.id));
  const ofCall = (key: 'toolArguments' | 'toolResult', value: unknown) => {
    const declared = needed(rules, key, name);
    return withId(eventWith(declared, value), declared.id);
  };
  const whole = rule.arguments && withValue(named, at(rule.arguments), argumentsObject(call));
  return [
    whole ?? named,
    ...(whole ? [] : fragments.map((fragment) => ofCall('toolArguments', fragment))),
    ...(call.providerExecuted && result !== undefined ? [ofCall('toolResult', result)] : []),
  ];
}

/** Writes the counts of tokens and the end: in one event where both can be in it. */
function endDrafts({ usage, finish }: WrittenResponse, rules: Rules, name: string): Draft[] {
  if (finish !== undefined && (!rules.done || rules.done.path.length === 0)) {
    throw invalid('finish', finish, `none, since "done" of the protocol ${name} has no path`);
  }
  const end = rules.done && eventWith(rules.done, finish ?? 'stop');
  if (usage === undefined) return end ? [end] : [];
  const rule = needed(rules, 'usage', name);
  if (end && fits(rule, rules.done!)) return [withValue(end, rule.path, usage)];
  return [eventWith(rule, usage), ...(end ? [end] : [])];
}

/** Tells whether the event of one rule can hold the value of another. */
function fits(rule: Rule, other: Rule): boolean {
  const conditions = ({ event, data, when }: Rule) => JSON.stringify([event, data, when]);
  const isAny = rule.event === undefined && rule.data === undefined && rule.when.length === 0;
  const isJson = other.data === undefined && (other.path.length > 0 || other.when.length > 0);
  return rule.path.length > 0 && isJson && (isAny || conditions(rule) === conditions(other));
}
