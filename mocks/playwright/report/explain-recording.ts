import { type ErrorCode, PlayheadError } from '../../util/error.ts';

/** Lists so many requests. */
const SHOWN = 5;

/** Makes the error for a test that was to be recorded, and has sent nothing that can be. */
export function explainNothingRecorded(
  name: string,
  { aborted, elsewhere }: { aborted: readonly string[]; elsewhere: readonly string[] },
): PlayheadError {
  const cannot = `Cannot write cassette ${name}: nothing was recorded`;
  if (aborted.length > 0) {
    const lines = listed(aborted);
    const message = `${cannot}, as the app has aborted each request before its response was complete. Make the test wait for the stream before it stops it.`;
    return bare('not-recorded', [message, ...lines].join('\n'));
  }
  const hint = "Set the option endpoint to the path of the app's back end, such as '/api/chat'.";
  const others = elsewhere.length > 0 ? ['It has sent other requests:', ...listed(elsewhere)] : [];
  const message = `${cannot}, as the app sent no completion request. ${hint}`;
  return bare('not-recorded', [message, ...others].join('\n'));
}

/** Makes the error for a test that ends before the responses to these requests are complete. */
export function explainUnfinished(requests: readonly string[]): PlayheadError {
  const hint = 'Make the test wait for it, such as with playhead.finish()';
  const message = `Cannot record ${requests.join(', ')}: the test has ended before the response was complete. ${hint}.`;
  return bare('timeout', message);
}

/** Makes an error without a stack: no line of this package explains it. */
function bare(code: ErrorCode, message: string): PlayheadError {
  const error = new PlayheadError(code, message);
  error.stack = `${error.name}: ${message}`;
  return error;
}

function listed(requests: readonly string[]): string[] {
  return requests.slice(0, SHOWN).map((each) => `  ${each}`);
}
