import type { UIMessageChunk } from 'ai';

interface StepTracking {
  /** Counts the steps of the message that are complete already. */
  finished: number;
  /** Finds the error behind an `error` chunk, which carries text alone. */
  errorOf: (text: string) => unknown;
  /** Returns why a stream ended without a finish. */
  truncation: () => unknown;
}

/**
 * Writes down in the message's metadata how many steps are complete, which `useChat` does not keep,
 * and fails where the stream breaks off: `useChat` takes any end for a good one.
 */
export function trackSteps(
  tracking: StepTracking,
): TransformStream<UIMessageChunk, UIMessageChunk> {
  const invalid = new Set<string>();
  let { finished } = tracking;
  let open = false;
  let ended = false;
  return new TransformStream<UIMessageChunk, UIMessageChunk>({
    transform(chunk, controller) {
      switch (chunk.type) {
        case 'error':
          controller.error(tracking.errorOf(chunk.errorText));
          return;
        case 'start-step':
          open = true;
          break;
        case 'text-start':
        case 'reasoning-start':
        case 'tool-input-start':
        case 'tool-input-available':
          // Not all back ends send steps: then each response is one.
          if (!open) controller.enqueue({ type: 'start-step' });
          open = true;
          break;
        case 'tool-input-error':
          invalid.add(chunk.toolCallId);
          break;
        case 'tool-output-error':
          // Repeats why the call is invalid, less readably.
          if (invalid.has(chunk.toolCallId)) return;
          break;
        default: // begins and ends nothing
      }
      controller.enqueue(chunk);
      if (chunk.type !== 'finish-step' && chunk.type !== 'finish') return;
      if (open) finished += 1;
      open = false;
      ended ||= chunk.type === 'finish';
      const { finishReason } = 'finishReason' in chunk ? chunk : {};
      controller.enqueue({
        type: 'message-metadata',
        messageMetadata: { finished, ...(finishReason && { finishReason }) },
      });
    },
    flush(controller) {
      if (!ended) controller.error(tracking.truncation());
    },
  });
}
