import type { FinishReason, TextStreamPart, ToolSet } from 'ai';

/** What arrives of an answer, as far as it is shown: the AI SDK's parts are such parts. */
export type StreamPart = ShownPart | { type: Exclude<SdkPartType, ShownPart['type']> };

type SdkPartType = TextStreamPart<ToolSet>['type'];

type ShownPart =
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-start' }
  | { type: 'reasoning-delta'; text: string }
  | { type: 'tool-input-start'; id: string; toolName: string }
  | { type: 'tool-input-delta'; id: string; delta: string }
  | ({ type: 'tool-call' } & CompleteCall)
  | { type: 'tool-result'; toolCallId: string; output: unknown; preliminary?: boolean | undefined }
  | { type: 'tool-error'; toolCallId: string; error: unknown }
  | { type: 'finish-step'; finishReason?: FinishReason }
  | { type: 'finish'; finishReason: FinishReason }
  | { type: 'error'; error: unknown };

/** A call whose arguments are complete. */
export interface CompleteCall {
  toolCallId: string;
  toolName: string;
  input: unknown;
  invalid?: boolean | undefined;
  error?: unknown;
  /** The provider runs it itself. */
  providerExecuted?: boolean | undefined;
}
