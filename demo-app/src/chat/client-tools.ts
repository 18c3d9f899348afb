import type { UIMessageChunk } from 'ai';
import { firstLine } from './failure.ts';
import { runTool } from './tools.ts';

type OpenCall = Extract<UIMessageChunk, { type: 'tool-input-available' }>;

/**
 * Runs the calls that the server has left open by the end of a step, and puts their results into
 * the stream, where those of the server's own tools stand.
 * @param onRun is told of each call that is run
 */
export function clientTools(
  onRun: () => void,
  signal: AbortSignal,
): TransformStream<UIMessageChunk, UIMessageChunk> {
  const run = runUnder(signal);
  const open = new Map<string, OpenCall>();
  return new TransformStream({
    async transform(chunk, controller) {
      switch (chunk.type) {
        case 'tool-input-available':
          if (!chunk.providerExecuted) open.set(chunk.toolCallId, chunk);
          break;
        case 'tool-output-available':
        case 'tool-output-error':
        case 'tool-output-denied':
        case 'tool-approval-request':
          open.delete(chunk.toolCallId);
          break;
        case 'finish-step':
        case 'finish':
          open.forEach(onRun);
          for (const result of await Promise.all([...open.values()].map(run))) {
            controller.enqueue(result);
          }
          open.clear();
          break;
        default: // says nothing of calls
      }
      controller.enqueue(chunk);
    },
  });
}

const runUnder =
  (signal: AbortSignal) =>
  async ({ toolCallId, toolName, input }: OpenCall): Promise<UIMessageChunk> => {
    try {
      const output = await runTool(toolName, input, { toolCallId, abortSignal: signal });
      return { type: 'tool-output-available', toolCallId, output };
    } catch (error) {
      const errorText = firstLine(error) || 'The tool failed.';
      return { type: 'tool-output-error', toolCallId, errorText };
    }
  };
