import { describeInvalidCall, firstLine } from './failure.ts';
import type { CompleteCall } from './stream-part.ts';

interface Call {
  /** The provider's label. It recurs in other turns, so it finds a call only within its turn. */
  id: string;
  name: string;
  /** The arguments as JSON text: as far as they are written, then compact. */
  input: string;
  /** The provider runs it itself, and need not say what came of it. */
  server?: true;
}

export type ToolCall =
  | (Call & { status: 'writing' | 'running' })
  | (Call & { status: 'done'; result: string })
  | (Call & { status: 'failed'; reason: string });

type Calls = readonly ToolCall[];

export function announceCall(calls: Calls, id: string, name: string): Calls {
  return [...calls, { status: 'writing', id, name, input: '' }];
}

export function writeCall(calls: Calls, id: string, delta: string): Calls {
  return change(calls, id, 'writing', (call) => ({ ...call, input: call.input + delta }));
}

/** The arguments are complete: the tool starts, or cannot. */
export function completeCall(calls: Calls, complete: CompleteCall): Calls {
  const { toolCallId: id, toolName, input, invalid, error, providerExecuted } = complete;
  const known = calls.some((call) => call.id === id && call.status === 'writing');
  return change(known ? calls : announceCall(calls, id, toolName), id, 'writing', (call) =>
    invalid
      ? { ...call, status: 'failed', reason: describeInvalidCall(toolName, error) }
      : {
          ...call,
          status: 'running',
          input: JSON.stringify(input),
          ...(providerExecuted && { server: true }),
        },
  );
}

export function finishCall(calls: Calls, id: string, output: unknown): Calls {
  const result = typeof output === 'string' ? output : JSON.stringify(output);
  return change(calls, id, 'running', (call) => ({ ...call, status: 'done', result }));
}

export function failCall(calls: Calls, id: string, error: unknown): Calls {
  const reason = firstLine(error) || 'The tool failed.';
  return change(calls, id, 'running', (call) => ({ ...call, status: 'failed', reason }));
}

/**
 * Nothing more comes for these calls. One that waits for its result never gets it, unless the
 * provider ran it and has gone on.
 * @param reason why a call failed, in words
 */
export function closeCalls(calls: Calls, broken: boolean, reason: string): Calls {
  return calls.map((call): ToolCall => {
    if (call.status === 'done' || call.status === 'failed') return call;
    if (call.server && !broken) return { ...call, status: 'done', result: '' };
    return { ...call, status: 'failed', reason };
  });
}

/** Changes the first call of that id that waits for this: a model may give one id to two calls. */
function change(
  calls: Calls,
  id: string,
  status: 'writing' | 'running',
  next: (call: ToolCall) => ToolCall,
): Calls {
  const at = calls.findIndex((call) => call.id === id && call.status === status);
  return calls.map((call, position) => (position === at ? next(call) : call));
}
