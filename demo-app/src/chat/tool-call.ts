import { type DynamicToolUIPart, getToolName, type ToolUIPart } from 'ai';
import { firstLine } from './failure.ts';

interface Call {
  name: string;
  /** The arguments as JSON text: as far as they are written, then compact. */
  input: string;
  /** The provider runs it itself, and need not report its result. */
  server: boolean;
}

export type ToolCall =
  | (Call & { status: 'writing' | 'running' })
  | (Call & { status: 'done'; result: string })
  | (Call & { status: 'failed'; reason: string });

/** The state of the step that holds a call. */
export interface StepState {
  complete: boolean;
  /** Results may still arrive. */
  running: boolean;
  stopped: boolean;
}

/** Reads a tool part; a call whose result will not arrive has failed. */
export function toolCallOf(part: ToolUIPart | DynamicToolUIPart, step: StepState): ToolCall {
  const call = {
    name: getToolName(part),
    input: inputText(part),
    server: part.providerExecuted === true,
  };
  const failed = (reason: string) => ({ ...call, status: 'failed', reason }) as const;
  if (part.state === 'output-error') return failed(firstLine(part.errorText) || 'The tool failed.');
  if (part.state === 'output-denied') return failed('The call was denied.');
  if (part.state === 'output-available' && part.preliminary !== true) {
    const { output } = part;
    const result = typeof output === 'string' ? output : JSON.stringify(output);
    return { ...call, status: 'done', result };
  }
  if (step.complete && call.server) return { ...call, status: 'done', result: '' };
  if (step.running) {
    return { ...call, status: part.state === 'input-streaming' ? 'writing' : 'running' };
  }
  return failed(
    step.stopped
      ? 'You stopped the answer before this call finished.'
      : 'The answer ended before this call finished.',
  );
}

function inputText(part: ToolUIPart | DynamicToolUIPart): string {
  const raw = 'rawInput' in part ? part.rawInput : undefined;
  if (part.state === 'input-streaming' || part.input === undefined) {
    return typeof raw === 'string' ? raw : raw === undefined ? '' : JSON.stringify(raw);
  }
  return JSON.stringify(part.input);
}
