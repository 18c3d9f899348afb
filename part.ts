import type { FinishReason, TextStreamPart } from 'ai';
import type { CompleteCall } from './tool-call.ts';
import type { tools } from './tools.ts';

/** What the SDK hands on of a model's answer. */
export type StreamPart = TextStreamPart<typeof tools>;

/** The same without what no one looks at: what an answer of one's own back end is made of. */
export type PlainPart =
  | { type: 'text-delta'; text: string }
  | { type: 'tool-input-start'; id: string; toolName: string }
  | { type: 'tool-input-delta'; id: string; delta: string }
  | ({ type: 'tool-call' } & CompleteCall)
  | { type: 'tool-result'; toolCallId: string; output: unknown }
  | { type: 'tool-error'; toolCallId: string; error: unknown }
  | { type: 'finish-step' }
  | { type: 'finish'; finishReason: FinishReason }
  | { type: 'error'; error: unknown };

/** Something of an answer has arrived. */
export type Part = StreamPart | PlainPart;
