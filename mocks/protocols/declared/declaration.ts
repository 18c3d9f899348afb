import { checkOption, checkOptions, invalid, type OptionChecks } from '../../util/check-options.ts';
import { isObject } from '../../util/json.ts';
import { framingFor } from '../../wire/events.ts';
import { isPath } from '../../util/json-path.ts';

/** A value that the JSON of an event must hold. */
export type Scalar = string | number | boolean | null;

/** Which events hold something. Default: all those that have a value at the path. */
export interface EventConditions {
  /** What the JSON must hold, by path: `{ type: 'token' }`. A list: any one of its values. */
  when?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  /** The event type, where the framing has one. */
  event?: string;
  /** The whole data, such as `[END]`. */
  data?: string;
}

/** Where an event holds a value. */
export interface EventRule extends EventConditions {
  /** Such as `delta.text` or `choices[0].delta.content`. Default: the whole data, JSON or text. */
  path?: string;
}

/** Where an event holds a tool call; paths as in `EventRule`. */
export interface ToolCallRule extends EventConditions {
  /** Where a list of calls is, which the other paths begin in. Default: an event holds one call. */
  list?: string;
  /** Default: calls have no ids. An event with a name begins the next one. */
  id?: string;
  name: string;
  /** All arguments: an object, or its JSON. Default: none, or those of `toolArguments` */
  arguments?: string;
  /** The back end runs the tools. Default: true where `toolResult` is given, else false */
  providerExecuted?: boolean;
}

/** Where an event holds something of a call that has begun. */
export interface ToolCallPartRule extends EventRule {
  /** Where the id of the call is. Default: it is the last call that has begun. */
  id?: string;
}

/**
 * What the events and requests of a stream of your own mean. A string instead of a rule is its path.
 */
export interface ProtocolDeclaration {
  /** Its name in messages. Not that of a built-in protocol. */
  name: string;
  /** A piece of the answer. */
  text: string | EventRule;
  /** A piece of the reasoning. */
  reasoning?: string | EventRule;
  toolCall?: ToolCallRule;
  /** A fragment of the JSON of the arguments. */
  toolArguments?: ToolCallPartRule;
  /** What a tool that the back end runs has returned. */
  toolResult?: ToolCallPartRule;
  /** The end of the answer: the value is the finish reason; `stop` for `true` and for a rule without a path. */
  done?: string | EventRule;
  /** The counts of tokens, an object. */
  usage?: string | EventRule;
  /** The message of an error, or an object that has one. */
  error?: string | EventRule;
  /**
   * Where a request has the messages of the conversation, each with `role` and `content`, and tool calls
   * and results as in chat completions. Default: `'messages'`
   */
  messages?: string;
  /** Where a request has the last question, if it does not send the messages before. */
  question?: string;
  /** Media type of the streams that `chatCassette` writes. Default: `'text/event-stream'` */
  mediaType?: string;
  /** Patterns for the end of the URL's path. Default: the paths as recorded */
  paths?: readonly RegExp[];
}

const PATH = "a path such as 'delta.text' or 'choices[0].text'";

const checkPath = (name: string) => (value: unknown) =>
  checkOption(name, value, isPath(value), PATH);
const checkText = (name: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'string' && value !== '', 'a non-empty string');

const CONDITIONS: OptionChecks<EventConditions> = {
  when: checkWhen,
  event: checkText('event'),
  data: checkText('data'),
};
const RULE: OptionChecks<EventRule> = { path: checkPath('path'), ...CONDITIONS };
const OF_CALL: OptionChecks<ToolCallPartRule> = { ...RULE, id: checkPath('id') };
const CALL: OptionChecks<ToolCallRule> = {
  ...CONDITIONS,
  list: checkPath('list'),
  id: checkPath('id'),
  name: checkPath('name'),
  arguments: checkPath('arguments'),
  providerExecuted: (value) =>
    checkOption('providerExecuted', value, typeof value === 'boolean', 'true or false'),
};

const CHECKS: OptionChecks<ProtocolDeclaration> = {
  name: () => {},
  text: checkRule('text'),
  reasoning: checkRule('reasoning'),
  toolCall: checkRule('toolCall', CALL),
  toolArguments: checkRule('toolArguments', OF_CALL),
  toolResult: checkRule('toolResult', OF_CALL),
  done: checkRule('done'),
  usage: checkRule('usage'),
  error: checkRule('error'),
  messages: checkPath('messages'),
  question: checkPath('question'),
  mediaType: checkMediaType,
  paths: checkPaths,
};

/** @throws PlayheadError `bad-option` where a key is unknown, missing or of the wrong type. */
export function checkDeclaration(value: object): asserts value is ProtocolDeclaration {
  const declared = checkOptions<object>(value, CHECKS, 'key of a protocol') as ProtocolDeclaration;
  const { text, toolCall, toolArguments, toolResult, messages, question } = declared;
  if (text === undefined) {
    throw invalid('protocol', value, `text: where an event holds text, ${PATH}; or createReader`);
  }
  if (toolCall) checkPath('name of toolCall')(toolCall.name);
  if (!toolCall && (toolArguments ?? toolResult)) {
    throw invalid('toolCall', toolCall, 'an object of paths beside toolArguments or toolResult');
  }
  if (toolCall?.providerExecuted === false && toolResult) {
    throw invalid(
      'providerExecuted',
      false,
      'true, since toolResult says that the back end runs the tools',
    );
  }
  if (toolCall?.arguments !== undefined && toolArguments) {
    throw invalid(
      'arguments of toolCall',
      toolCall.arguments,
      'none, since toolArguments is given',
    );
  }
  if (messages !== undefined && question !== undefined) {
    throw invalid('question', question, 'none, since messages is given');
  }
}

function checkRule(name: string, keys?: object) {
  return (value: unknown): void => {
    if (typeof value === 'string' && !keys) return checkPath(name)(value);
    if (!isObject(value))
      throw invalid(name, value, keys ? 'an object of paths' : `${PATH}, or an object`);
    const rule = checkOptions<object>(value, keys ?? RULE, `key of ${name}`) as EventRule;
    const { path, when, event, data } = rule;
    if (keys === CALL || path !== undefined) return;
    // Without a path the value is the whole data: a text of its own, or the object that `when` is in.
    const isNamed = when !== undefined || event !== undefined || data !== undefined;
    const isValue = when === undefined && data === undefined && (isNamed || name === 'text');
    const isWhole = (name === 'done' || name === 'error') && isNamed;
    checkOption(`path of ${name}`, path, isValue || isWhole, PATH);
  };
}

function checkWhen(value: unknown): void {
  const expected = "values by path, such as { type: 'token' }";
  checkOption('when', value, isObject(value) && Object.keys(value).length > 0, expected);
  for (const [path, wanted] of Object.entries(value as object)) {
    checkPath('path in when')(path);
    const all: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    const valid = all.length > 0 && all.every(isScalar);
    checkOption(
      `when.${path}`,
      wanted,
      valid,
      'a string, a number, true, false, null, or a list of them',
    );
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function checkMediaType(value: unknown): void {
  const isStream =
    typeof value === 'string' && value !== 'application/json' && !!framingFor(value, '');
  const expected = "'text/event-stream', 'application/x-ndjson' or 'application/jsonl'";
  checkOption('mediaType', value, isStream && !value.includes('amazon'), expected);
}

/** @throws PlayheadError `bad-option` where they are not a list of patterns. */
export function checkPaths(value: unknown): void {
  const valid = Array.isArray(value) && value.every((each) => each instanceof RegExp);
  checkOption('paths', value, valid, 'a list of regular expressions, such as [/\\/api\\/chat$/]');
}
