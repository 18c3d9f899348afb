import { APICallError, type FinishReason, InvalidResponseDataError, NoSuchToolError } from 'ai';

const AGAIN = 'Send the message again.';

/** What went wrong, in words for the person who asked. */
export interface Failure {
  /** One or two sentences: what happened and what can be done. */
  summary: string;
  /** The whole explanation where the provider gave several lines. */
  details: string | undefined;
}

/**
 * Puts any error of the stream in plain words.
 * @param arrived whether some of the answer is on the screen
 */
export function describeFailure(error: unknown, arrived: boolean): Failure {
  const then = arrived ? 'What has arrived is kept. Send the message again.' : AGAIN;
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    const { statusCode, message } = error;
    return told(`The provider answered ${statusCode}.`, message, mend(statusCode));
  }
  if (APICallError.isInstance(error) || error instanceof TypeError) {
    return arrived
      ? plain(`The connection broke off. ${then}`)
      : plain('The provider cannot be reached. Check the connection, then send the message again.');
  }
  if (InvalidResponseDataError.isInstance(error)) {
    return plain(`The answer broke off before its end. ${then}`);
  }
  if (error instanceof Error) {
    return plain(`The provider sent something that cannot be read. ${then}`);
  }
  return told('The provider broke off with an error.', messageOf(error), then);
}

/** Why a call that the model wrote cannot be run. */
export function describeInvalidCall(name: string, error: unknown): string {
  return NoSuchToolError.isInstance(error)
    ? `There is no tool called ${name}.`
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
  if (reason === 'length') return plain('The answer reached its length limit and is cut off.');
  if (reason === 'content-filter') return plain('The provider’s content filter ended the answer.');
  if (calls && reason === 'tool-calls') {
    return plain('The model kept calling tools and was stopped. Ask again in another way.');
  }
  return text ? undefined : plain(`The provider sent an empty answer. ${AGAIN}`);
}

/** The first line of an error's message, or an empty string. */
export function firstLine(error: unknown): string {
  return messageOf(error).trim().split('\n', 1)[0]?.trim() ?? '';
}

function mend(status: number): string {
  if (status === 401 || status === 403) return 'Check the API key.';
  if (status === 429) return 'Wait a moment, then send the message again.';
  return status === 501 ? '' : 'Send the message again, or choose another provider.';
}

function told(what: string, message: string, then: string): Failure {
  const line = isReadable(message) ? sentence(firstLine(message)) : '';
  const several = isReadable(message) && message.trim().includes('\n');
  return {
    summary: [what, line, then].filter(Boolean).join(' '),
    details: several ? message.trim() : undefined,
  };
}

/** Bodies that are JSON or a web page are for machines. */
function isReadable(message: string): boolean {
  return !/^\s*[{[<]/.test(message);
}

function sentence(line: string): string {
  const short = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  const upper = short.charAt(0).toUpperCase() + short.slice(1);
  return upper === '' || /[.!?…:]$/.test(upper) ? upper : `${upper}.`;
}

function plain(summary: string): Failure {
  return { summary, details: undefined };
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null || !('message' in error)) return '';
  return typeof error.message === 'string' ? error.message : '';
}
