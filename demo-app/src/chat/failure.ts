import {
  APICallError,
  type FinishReason,
  InvalidResponseDataError,
  InvalidToolInputError,
  JSONParseError,
  NoSuchToolError,
  TypeValidationError,
} from 'ai';
import { NoAnswerError } from './content-type.ts';
import { statusText } from './status-text.ts';
import { formatWait, retryAfter } from './wait.ts';

const KEPT = 'The partial answer is kept.';
const AGAIN = 'Try again.';

/** An error that a provider reports in mid-stream. */
export class ReportedError extends Error {
  override name = 'ReportedError';

  constructor(reported: unknown) {
    super(messageOf(reported));
  }
}

/** Explains to the person what went wrong. */
export interface Failure {
  /** A few sentences: what happened and what can be done. */
  summary: string;
  /** The whole explanation where the provider gave several lines. */
  details: string | undefined;
  /** Says that trying again may help, after a wait in milliseconds; undefined where it does not. */
  again: { wait: number } | undefined;
}

/**
 * Explains any error of the stream.
 * @param arrived whether some of the answer is on the screen
 */
export function describeFailure(error: unknown, arrived: boolean): Failure {
  const kept = arrived ? [KEPT] : [];
  const then = [...kept, AGAIN].join(' ');
  if (isUnreadable(error)) {
    return passing(`The provider sent an unreadable response. ${then}`);
  }
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    return describeRefusal(error.statusCode, error, kept);
  }
  if (error instanceof NoAnswerError) {
    const what = error.contentType === 'text/html' ? 'a web page' : error.contentType;
    const why = 'Your network may require a login.';
    return passing(`The provider sent ${what} instead of an answer. ${why} ${then}`);
  }
  if (APICallError.isInstance(error) || error instanceof TypeError) {
    return arrived
      ? passing(`The connection was lost. ${then}`)
      : passing('Cannot reach the provider. Check your connection, then try again.');
  }
  if (InvalidResponseDataError.isInstance(error)) {
    return arrived
      ? passing(`The answer was cut off. ${then}`)
      : passing(`The provider sent no answer. ${then}`);
  }
  if (error instanceof ReportedError) {
    return explained('The provider reported an error.', error.message, then, { wait: 0 });
  }
  return passing(`The provider sent an unreadable response. ${then}`);
}

function describeRefusal(status: number, error: APICallError, kept: readonly string[]): Failure {
  const { what, hint, again } = statusText(status);
  const say = (then: string, wait?: number): Failure => {
    const advice = [...kept, then].join(' ').trim();
    return explained(what, ownMessage(error), advice, wait === undefined ? undefined : { wait });
  };
  if (!again) return say(hint);
  const wait = retryAfter(error.responseHeaders);
  if (wait !== undefined) return say(`Wait ${formatWait(wait)}, then try again.`, wait);
  return say(hint || 'Wait a moment, then try again.', 0);
}

/** Finds what the provider itself says: where it says nothing, a library takes the name of the status. */
function ownMessage({ message, responseBody = message }: APICallError): string {
  return /^\s*[{[]/.test(responseBody) || responseBody.includes(message) ? message : '';
}

/** Anthropic's client makes a refusal of a first event that cannot be read, and its error the body. */
const WRITTEN = /^\{"name":"AI_(?:JSONParse|TypeValidation)Error"/;

/** Recognizes what client libraries throw for an event that is not JSON, or of no kind they know. */
function isUnreadable(error: unknown): boolean {
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error)) return true;
  if (!APICallError.isInstance(error)) return false;
  return WRITTEN.test(error.responseBody ?? '') || isUnreadable(error.cause);
}

/** Explains why a call that the model wrote cannot be run, or why its tool failed. */
export function describeToolError(error: unknown): string {
  if (NoSuchToolError.isInstance(error)) return `There is no tool called ${error.toolName}.`;
  if (InvalidToolInputError.isInstance(error)) {
    return JSONParseError.isInstance(error.cause)
      ? 'The arguments are incomplete.'
      : 'The arguments do not match this tool.';
  }
  return firstLine(error) || 'The tool failed.';
}

/** The end of the last completion, and what of it is on the screen. */
export interface AnswerEnd {
  reason: FinishReason;
  text: boolean;
  /** Calls of the app's own tools. */
  calls: boolean;
}

/** Explains the end of an answer, where that needs an explanation. */
export function describeEnd({ reason, text, calls }: AnswerEnd): Failure | undefined {
  if (reason === 'length') return lasting('The answer reached its length limit.');
  if (reason === 'content-filter') {
    return lasting('The provider’s content filter stopped the answer.');
  }
  if (calls && reason === 'tool-calls') {
    return lasting('The model kept calling tools and was stopped. Rephrase your question.');
  }
  return text ? undefined : passing(`The provider sent an empty answer. ${AGAIN}`);
}

/** Returns the first line of an error's message, or an empty string. */
export function firstLine(error: unknown): string {
  return messageOf(error).trim().split('\n', 1)[0]?.trim() ?? '';
}

function explained(what: string, message: string, then: string, again: Failure['again']): Failure {
  const readable = lines(message);
  return {
    summary: [what, sentence(readable[0] ?? ''), then].filter(Boolean).join(' '),
    details: readable.length > 1 ? readable.join('\n') : undefined,
    again,
  };
}

/** Returns the lines of a message without those of a stack. One with JSON or markup is for machines. */
function lines(message: string): readonly string[] {
  if (/[{[]\s*["{[]|<[!/]?[a-z][^<]*>|^\s*[{[<]/i.test(message)) return [];
  const kept = message.split('\n').filter((line) => !/^\s*at .*[:(]/.test(line));
  return kept.join('\n').trim() === '' ? [] : kept.join('\n').trim().split('\n');
}

function sentence(line: string): string {
  const short = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  const upper = short.charAt(0).toUpperCase() + short.slice(1);
  return upper === '' || /[.!?…:]$/.test(upper) ? upper : `${upper}.`;
}

/** Makes a failure where trying again may help. */
function passing(summary: string): Failure {
  return { summary, details: undefined, again: { wait: 0 } };
}

/** Makes a failure that the same request would meet again. */
function lasting(summary: string): Failure {
  return { summary, details: undefined, again: undefined };
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null || !('message' in error)) return '';
  return typeof error.message === 'string' ? error.message : '';
}
