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
import { statusWords } from './status-words.ts';
import { askedWait, inWords } from './wait.ts';

const KEPT = 'What has arrived is kept.';
const AGAIN = 'Try again.';

/** What went wrong, in words for the person who asked. */
export interface Failure {
  /** A few sentences: what happened and what can be done. */
  summary: string;
  /** The whole explanation where the provider gave several lines. */
  details: string | undefined;
  /** To try again may help, after a wait in milliseconds; undefined where it does not. */
  again: { wait: number } | undefined;
}

/**
 * Puts any error of the stream in plain words.
 * @param arrived whether some of the answer is on the screen
 */
export function describeFailure(error: unknown, arrived: boolean): Failure {
  const kept = arrived ? [KEPT] : [];
  const then = [...kept, AGAIN].join(' ');
  if (isUnreadable(error)) {
    return passing(`The provider sent something that cannot be read. ${then}`);
  }
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    return describeRefusal(error.statusCode, error, kept);
  }
  if (error instanceof NoAnswerError) {
    const what = error.contentType === 'text/html' ? 'a web page' : error.contentType;
    const why = 'Perhaps the network asks for a login.';
    return passing(`The provider sent ${what} instead of an answer. ${why} ${then}`);
  }
  if (APICallError.isInstance(error) || error instanceof TypeError) {
    return arrived
      ? passing(`The connection broke off. ${then}`)
      : passing('The provider cannot be reached. Check the connection, then try again.');
  }
  if (InvalidResponseDataError.isInstance(error)) {
    return arrived
      ? passing(`The answer broke off before its end. ${then}`)
      : passing(`The provider sent no answer. ${then}`);
  }
  if (error instanceof Error) {
    return passing(`The provider sent something that cannot be read. ${then}`);
  }
  return told('The provider broke off with an error.', messageOf(error), then, { wait: 0 });
}

function describeRefusal(status: number, error: APICallError, kept: readonly string[]): Failure {
  const { what, mend, again } = statusWords(status);
  const say = (then: string, wait?: number): Failure => {
    const advice = [...kept, then].join(' ').trim();
    return told(what, ownWords(error), advice, wait === undefined ? undefined : { wait });
  };
  if (!again) return say(mend);
  const wait = askedWait(error.responseHeaders);
  if (wait !== undefined) return say(`Wait ${inWords(wait)}, then try again.`, wait);
  return say(mend || 'Wait a moment, then try again.', 0);
}

/** What the provider itself says: where it says nothing, a library takes the name of the status. */
function ownWords({ message, responseBody = message }: APICallError): string {
  return /^\s*[{[]/.test(responseBody) || responseBody.includes(message) ? message : '';
}

/** Anthropic's client makes a refusal of a first event that cannot be read, and its error the body. */
const WRITTEN = /^\{"name":"AI_(?:JSONParse|TypeValidation)Error"/;

/** What the client libraries say of an event that is no JSON, or not of the kind they know. */
function isUnreadable(error: unknown): boolean {
  if (JSONParseError.isInstance(error) || TypeValidationError.isInstance(error)) return true;
  if (!APICallError.isInstance(error)) return false;
  return WRITTEN.test(error.responseBody ?? '') || isUnreadable(error.cause);
}

/** Why a call that the model wrote cannot be run. */
export function describeInvalidCall(name: string, error: unknown): string {
  if (NoSuchToolError.isInstance(error)) return `There is no tool called ${name}.`;
  return InvalidToolInputError.isInstance(error) && JSONParseError.isInstance(error.cause)
    ? 'The arguments are not complete.'
    : 'The arguments do not fit this tool.';
}

/** How the last completion ended, and what of it is on the screen. */
export interface Ending {
  reason: FinishReason;
  text: boolean;
  /** Calls of the app's own tools. */
  calls: boolean;
}

/** The word that an ending needs, if it needs one. */
export function describeEnding({ reason, text, calls }: Ending): Failure | undefined {
  if (reason === 'length') return lasting('The answer reached its length limit and is cut off.');
  if (reason === 'content-filter') {
    return lasting('The provider’s content filter ended the answer.');
  }
  if (calls && reason === 'tool-calls') {
    return lasting('The model kept calling tools and was stopped. Ask again in another way.');
  }
  return text ? undefined : passing(`The provider sent an empty answer. ${AGAIN}`);
}

/** The first line of an error's message, or an empty string. */
export function firstLine(error: unknown): string {
  return messageOf(error).trim().split('\n', 1)[0]?.trim() ?? '';
}

function told(what: string, message: string, then: string, again: Failure['again']): Failure {
  const readable = lines(message);
  return {
    summary: [what, sentence(readable[0] ?? ''), then].filter(Boolean).join(' '),
    details: readable.length > 1 ? readable.join('\n') : undefined,
    again,
  };
}

/** The lines of a message without those of a stack. One with JSON or markup is for machines. */
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

/** To try again may help. */
function passing(summary: string): Failure {
  return { summary, details: undefined, again: { wait: 0 } };
}

/** The same would only happen again. */
function lasting(summary: string): Failure {
  return { summary, details: undefined, again: undefined };
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null || !('message' in error)) return '';
  return typeof error.message === 'string' ? error.message : '';
}
