import type { UIMessageChunk } from 'ai';
import type { StreamPart } from './stream-part.ts';

/** What a chunk of a UI message stream shows; undefined where it shows nothing. */
export function partOf(chunk: UIMessageChunk): StreamPart | undefined {
  switch (chunk.type) {
    case 'text-delta':
      return { type: 'text-delta', text: chunk.delta };
    case 'reasoning-start':
      return { type: 'reasoning-start' };
    case 'reasoning-delta':
      return { type: 'reasoning-delta', text: chunk.delta };
    case 'tool-input-start':
      return { type: 'tool-input-start', id: chunk.toolCallId, toolName: chunk.toolName };
    case 'tool-input-delta':
      return { type: 'tool-input-delta', id: chunk.toolCallId, delta: chunk.inputTextDelta };
    case 'tool-input-available':
      return { ...chunk, type: 'tool-call' };
    case 'tool-input-error':
      return { ...chunk, type: 'tool-call', invalid: true, error: chunk.errorText };
    case 'tool-output-available':
      return { ...chunk, type: 'tool-result' };
    case 'tool-output-error':
      return { type: 'tool-error', toolCallId: chunk.toolCallId, error: chunk.errorText };
    case 'tool-output-denied':
      return { type: 'tool-error', toolCallId: chunk.toolCallId, error: 'The call was denied.' };
    case 'finish-step':
      return { type: 'finish-step' };
    case 'error':
      return { type: 'error', error: { message: chunk.errorText } };
    default:
      // Sources, files and data are not shown; `finish` may be one of several.
      return undefined;
  }
}
