import { checkOption, checkOptions, invalid, type OptionChecks } from '../util/check-options.ts';
import { isObject } from '../util/json.ts';

/** What the assistant says in one response, in this order: reasoning, text, tool calls. */
export interface Answer {
  /** The text, or the pieces that stream one by one. */
  reasoning?: string | readonly string[];
  /** The text, or the pieces that stream one by one. */
  text?: string | readonly string[];
  toolCalls?: readonly AnswerCall[];
  /**
   * Tokens, written in the provider's own words. Default: none; zeros where the provider always counts,
   * or where another answer of the conversation has some.
   */
  usage?: AnswerUsage;
  /** The finish reason in the provider's word. Default: its word for a normal end, or for calls. */
  finish?: string;
  /**
   * The message of an error that ends the stream after what is said; or an HTTP error, which says
   * nothing else. The next answer, if there is one, is that to the same question asked once more.
   */
  error?: string | { status: number; message: string };
}

/** A tool call of an answer. */
export interface AnswerCall {
  name: string;
  /** An object; or its JSON, whole or in the fragments that stream one by one. */
  arguments: string | readonly string[] | { readonly [key: string]: unknown };
  /** Any JSON. The app sends it in the next request, before the next answer. */
  result?: unknown;
  /** Default: generated, where the provider gives ids. */
  id?: string;
  /**
   * The provider runs the tool, or the back end of the AI SDK: `result` is in the response, and the
   * next answer goes on in the same one.
   */
  providerExecuted?: true;
}

/** Counts of tokens. */
export interface AnswerUsage {
  input: number;
  output: number;
}

const TEXT = 'a string, or a list of strings';
const NON_EMPTY = 'a non-empty string';

const ANSWER_CHECKS: OptionChecks<Answer> = {
  reasoning: (value) => checkOption('reasoning', value, isText(value), TEXT),
  text: (value) => checkOption('text', value, isText(value), TEXT),
  toolCalls: checkCalls,
  usage: checkUsage,
  finish: (value) => checkOption('finish', value, isWord(value), NON_EMPTY),
  error: checkError,
};

const CALL_CHECKS: OptionChecks<AnswerCall> = {
  name: (value) => checkOption('name of a tool call', value, isWord(value), NON_EMPTY),
  arguments: (value) =>
    checkOption(
      'arguments of a tool call',
      value,
      isText(value) || isObject(value),
      'an object, or its JSON in one or more strings',
    ),
  result: () => {},
  id: (value) => checkOption('id of a tool call', value, isWord(value), NON_EMPTY),
  providerExecuted: (value) =>
    checkOption('providerExecuted of a tool call', value, value === true, 'true'),
};

/** @throws PlayheadError `bad-option` where a key is unknown, missing or of the wrong type. */
export function checkAnswer(value: unknown): asserts value is Answer {
  if (!isObject(value)) throw invalid('answer', value, 'text, pieces of text, or { text: … }');
  const answer: Answer = checkOptions<object>(value, ANSWER_CHECKS, 'key of an answer');
  if (typeof answer.error !== 'object') return;
  const others = Object.keys(answer).filter(
    (key) => key !== 'error' && answer[key as keyof Answer] !== undefined,
  );
  if (others.length === 0) return;
  throw invalid('answer', value, `no ${others.join(', ')} beside an HTTP error`);
}

function checkCalls(value: unknown): void {
  if (!Array.isArray(value)) throw invalid('toolCalls', value, 'a list of calls');
  for (const call of value as unknown[]) {
    if (!isObject(call)) throw invalid('tool call', call, '{ name, arguments }');
    checkOptions<object>(call, CALL_CHECKS, 'key of a tool call');
    CALL_CHECKS.name(call['name']);
    CALL_CHECKS.arguments(call['arguments']);
  }
}

function checkUsage(value: unknown): void {
  const counts = '{ input, output } in tokens';
  if (!isObject(value)) throw invalid('usage', value, counts);
  const isCount = (count: unknown) => Number.isSafeInteger(count) && (count as number) >= 0;
  const check = (count: unknown) => checkOption('usage', count, isCount(count), 'whole numbers');
  checkOptions(value, { input: check, output: check }, 'key of usage');
  checkOption('usage', value, 'input' in value && 'output' in value, counts);
}

function checkError(value: unknown): void {
  if (isWord(value)) return;
  if (!isObject(value)) throw invalid('error', value, 'a message, or { status, message }');
  const { status } = checkOptions(
    value,
    {
      status: (each) => checkOption('status of an error', each, isErrorStatus(each), '400 to 599'),
      message: (each) => checkOption('message of an error', each, isWord(each), NON_EMPTY),
    },
    'key of an error',
  ) as { status?: unknown };
  const isWhole = status !== undefined && value['message'] !== undefined;
  checkOption('error', value, isWhole, '{ status, message }');
}

function isErrorStatus(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 400 && (value as number) <= 599;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Tells whether a value is a text, whole or in pieces. */
export function isText(value: unknown): value is string | readonly string[] {
  if (typeof value === 'string') return true;
  return Array.isArray(value) && value.every((piece) => typeof piece === 'string');
}
