import { type ChatStatus, isReasoningUIPart, isToolUIPart } from 'ai';
import { describeEnd, describeFailure, type Failure } from './failure.ts';
import { continues, stepsOf, textOf } from './steps.ts';
import { type StepState, type ToolCall, toolCallOf } from './tool-call.ts';
import type { ChatMessage, ChatPart } from './types.ts';

export interface UserMessage {
  role: 'user';
  id: string;
  text: string;
}

/** One completion. A question can take several: each round of tools is a turn. */
export interface AssistantTurn {
  role: 'assistant';
  /** Stopped by the person: then the turn holds what had arrived. */
  status: 'streaming' | 'done' | 'stopped';
  /** The thoughts before the text, as markdown. */
  reasoning: string;
  /** The thoughts are still growing. */
  thinking: boolean;
  /** Markdown, with every blank as it came. */
  text: string;
  calls: readonly ToolCall[];
}

export type Message = UserMessage | AssistantTurn;

/** A conversation as it is shown. */
export interface Conversation {
  status: 'idle' | 'running';
  messages: readonly Message[];
  failure: Failure | undefined;
  /** An older answer stands under the last question until a new one begins. */
  replacing: boolean;
}

/** The state of a chat of the AI SDK. */
export interface ChatState {
  messages: readonly ChatMessage[];
  status: ChatStatus;
  error: unknown;
}

/** Derives what is shown from what `useChat` keeps. */
export function conversationOf({ messages, status, error }: ChatState): Conversation {
  const busy = status === 'submitted' || status === 'streaming';
  const running = busy || (status === 'ready' && continues(messages));
  const kept = withPrevious(messages);
  const replacing = kept !== messages;
  const shown = kept.flatMap((message, at): readonly Message[] =>
    message.role === 'user'
      ? [{ role: 'user', id: message.id, text: textOf(message.parts) }]
      : turnsOf(message, running && !replacing && at === kept.length - 1),
  );
  const arrived = !replacing && shown.at(-1)?.role === 'assistant';
  return {
    status: running ? 'running' : 'idle',
    messages: shown,
    failure: running
      ? undefined
      : status === 'error'
        ? describeFailure(error, arrived)
        : endOf(messages.at(-1)),
    replacing,
  };
}

/** Puts the answer back that was to be replaced, where nothing of the new one has arrived. */
export function withPrevious(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const previous = messages[question]?.metadata?.previous;
  if (!previous) return messages;
  const begun = messages.slice(question + 1).some((message) => turnsOf(message, false).length > 0);
  return begun ? messages : [...messages.slice(0, question + 1), previous];
}

/** Completed answers do not change, and neither should what is rendered of them. */
const completed = new WeakMap<ChatMessage, readonly AssistantTurn[]>();

function turnsOf(message: ChatMessage, running: boolean): readonly AssistantTurn[] {
  if (running) return readTurns(message, running);
  const turns = completed.get(message) ?? readTurns(message, running);
  completed.set(message, turns);
  return turns;
}

function readTurns(message: ChatMessage, running: boolean): AssistantTurn[] {
  const { finished = 0, stopped = false } = message.metadata ?? {};
  const steps = stepsOf(message);
  if (stopped && steps.length <= finished) steps.push([]);
  return steps
    .map((parts, at) => turnOf(parts, { complete: at < finished, running, stopped }))
    .filter(
      ({ status, text, reasoning, calls }) =>
        status === 'stopped' || text !== '' || reasoning !== '' || calls.length > 0,
    );
}

function turnOf(parts: readonly ChatPart[], step: StepState): AssistantTurn {
  const calls = parts.filter(isToolUIPart).map((part) => toolCallOf(part, step));
  const open = !step.complete || calls.some(({ status }) => status === 'running');
  const status = !open ? 'done' : step.running ? 'streaming' : step.stopped ? 'stopped' : 'done';
  const last = parts.findLast((part) => !('text' in part) || part.text !== '');
  return {
    role: 'assistant',
    status,
    reasoning: parts
      .filter(isReasoningUIPart)
      .flatMap(({ text }) => text.trim() || [])
      .join('\n\n'),
    thinking: status === 'streaming' && last?.type === 'reasoning',
    text: textOf(parts),
    calls,
  };
}

/** Explains the end of an answer, where that needs an explanation. */
function endOf(message: ChatMessage | undefined): Failure | undefined {
  if (message?.role !== 'assistant' || message.metadata?.stopped) return undefined;
  const parts = stepsOf(message).at(-1) ?? [];
  const calls = parts.some((part) => isToolUIPart(part) && part.providerExecuted !== true);
  const { finishReason: reason = calls ? 'tool-calls' : 'stop' } = message.metadata ?? {};
  return describeEnd({ reason, calls, text: textOf(parts) !== '' });
}
