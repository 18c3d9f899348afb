import { describeEnding, describeFailure, type Failure } from './failure.ts';
import { think, thinkAnew } from './reasoning.ts';
import type { StreamPart } from './stream-part.ts';
import {
  announceCall,
  closeCalls,
  completeCall,
  failCall,
  finishCall,
  type ToolCall,
  writeCall,
} from './tool-call.ts';

export interface UserMessage {
  role: 'user';
  text: string;
}

/** What one completion said. One question can take several: each round of tools is a turn. */
export interface AssistantTurn {
  role: 'assistant';
  /** The person may stop it: then it is what had come by then. */
  status: 'streaming' | 'done' | 'stopped';
  /** What the model thought before it spoke, as far as the provider tells: the parts, as markdown. */
  reasoning: readonly string[];
  /** Its thoughts are what grows. */
  thinking: boolean;
  /** Markdown, with every blank as it came. */
  text: string;
  calls: readonly ToolCall[];
}

export type Message = UserMessage | AssistantTurn;

export interface Conversation {
  status: 'idle' | 'running';
  messages: readonly Message[];
  failure: Failure | undefined;
  /** How often an answer has been asked for. */
  run: number;
  /** What stands under the last question is an older answer, until a new one begins. */
  replacing: boolean;
  /** Nothing has arrived for a while. */
  silent: boolean;
}

export const EMPTY: Conversation = {
  status: 'idle',
  messages: [],
  failure: undefined,
  run: 0,
  replacing: false,
  silent: false,
};

/** The person has asked something. */
export function asked({ messages, run }: Conversation, text: string): Conversation {
  return {
    ...EMPTY,
    status: 'running',
    messages: [...messages, { role: 'user', text }],
    run: run + 1,
  };
}

/** The person has asked the last question once more. */
export function askedAgain({ messages, run }: Conversation): Conversation {
  const replacing = messages.at(-1)?.role === 'assistant';
  return { ...EMPTY, status: 'running', messages, run: run + 1, replacing };
}

/** The person has taken back what stands at this position, and all that came after. */
export function cut(conversation: Conversation, position: number): Conversation {
  return {
    ...conversation,
    messages: conversation.messages.slice(0, position),
    failure: undefined,
    replacing: false,
  };
}

/** The turns that answer the last question, without those that are to be replaced. */
export function answer({ messages, replacing }: Conversation): readonly Message[] {
  return replacing ? [] : messages.slice(questionAt(messages) + 1);
}

/** The text of the last question, if there is one. */
export function lastQuestion({ messages }: Conversation): string | undefined {
  return messages.findLast(({ role }) => role === 'user')?.text;
}

/** One more part has arrived. A turn begins with the first thing to see in it. */
export function received(conversation: Conversation, part: StreamPart): Conversation {
  switch (part.type) {
    case 'text-delta':
      if (part.text === '') return conversation;
      return inTurn(conversation, (turn) => ({
        ...turn,
        thinking: false,
        text: turn.text + part.text,
      }));
    case 'reasoning-start':
      return lastTurn(conversation)?.status === 'streaming'
        ? inTurn(conversation, thinkAnew)
        : conversation;
    case 'reasoning-delta':
      if (part.text === '') return conversation;
      return inTurn(conversation, (turn) => think(turn, part.text));
    case 'tool-input-start':
      return inCalls(conversation, (calls) => announceCall(calls, part.id, part.toolName));
    case 'tool-input-delta':
      return inCalls(conversation, (calls) => writeCall(calls, part.id, part.delta));
    case 'tool-call':
      return inCalls(conversation, (calls) => completeCall(calls, part));
    case 'tool-result':
      // What a tool says while it still runs is not its result.
      if (part.preliminary) return conversation;
      return inCalls(conversation, (calls) => finishCall(calls, part.toolCallId, part.output));
    case 'tool-error':
      return inCalls(conversation, (calls) => failCall(calls, part.toolCallId, part.error));
    case 'finish-step':
      return closeTurn(conversation, part.finishReason === 'error');
    case 'finish': {
      const { text = '', calls = [] } = lastTurn(conversation) ?? {};
      const ending = { text: text !== '', calls: calls.some(({ server }) => !server) };
      return withFailure(conversation, describeEnding({ reason: part.finishReason, ...ending }));
    }
    case 'error': {
      const arrived = lastTurn(conversation) !== undefined;
      return withFailure(conversation, describeFailure(part.error, arrived));
    }
    default:
      // Sources and files are not shown; starts and ends say nothing new.
      return conversation;
  }
}

/** Nothing more will arrive. */
export function ended(conversation: Conversation): Conversation {
  return { ...closeTurn(conversation, true), status: 'idle', silent: false };
}

/** The person has stopped the answer. An older one that it did not replace yet is left as it was. */
export function stopped(conversation: Conversation): Conversation {
  if (conversation.replacing) return ended(conversation);
  const halted = inTurn(conversation, (turn) => ({
    ...turn,
    status: 'stopped',
    thinking: false,
    calls: closeCalls(turn.calls, true, 'You stopped the answer before this call was done.'),
  }));
  return ended(halted);
}

/** Nothing has arrived for a while. */
export function silent(conversation: Conversation): Conversation {
  return { ...conversation, silent: true };
}

/** Something has arrived, even if there is nothing to see in it. */
export function heard(conversation: Conversation): Conversation {
  return conversation.silent ? { ...conversation, silent: false } : conversation;
}

function inTurn(
  conversation: Conversation,
  change: (turn: AssistantTurn) => AssistantTurn,
): Conversation {
  const { messages } = conversation;
  const last = lastTurn(conversation);
  if (last?.status === 'streaming') {
    return { ...conversation, messages: [...messages.slice(0, -1), change(last)] };
  }
  const begun: AssistantTurn = {
    role: 'assistant',
    status: 'streaming',
    reasoning: [],
    thinking: false,
    text: '',
    calls: [],
  };
  const kept = conversation.replacing ? messages.slice(0, questionAt(messages) + 1) : messages;
  return { ...conversation, messages: [...kept, change(begun)], replacing: false };
}

function inCalls(
  conversation: Conversation,
  change: (calls: readonly ToolCall[]) => readonly ToolCall[],
): Conversation {
  const open = lastTurn(conversation)?.status === 'streaming';
  // What comes late for a call of an earlier turn begins none.
  if (!open && change([]).length === 0) return conversation;
  return inTurn(conversation, (turn) => ({
    ...turn,
    thinking: false,
    calls: change(turn.calls),
  }));
}

/** Ends the turn that is streaming, if any. */
function closeTurn(conversation: Conversation, broken: boolean): Conversation {
  const { messages } = conversation;
  const last = lastTurn(conversation);
  if (last?.status !== 'streaming') return conversation;
  const closed: AssistantTurn = {
    ...last,
    status: 'done',
    thinking: false,
    calls: closeCalls(last.calls, broken, 'The answer ended before this call did.'),
  };
  return { ...conversation, messages: [...messages.slice(0, -1), closed] };
}

/** The first failure is the cause; what follows from it is not told. */
function withFailure(conversation: Conversation, failure: Failure | undefined): Conversation {
  return { ...conversation, failure: conversation.failure ?? failure };
}

/** What has been answered to the last question, if anything has. */
function lastTurn({ messages, replacing }: Conversation): AssistantTurn | undefined {
  const last = messages.at(-1);
  return last?.role === 'assistant' && !replacing ? last : undefined;
}

function questionAt(messages: readonly Message[]): number {
  return messages.findLastIndex(({ role }) => role === 'user');
}
