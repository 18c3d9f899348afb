import { Chat } from '@ai-sdk/react';
import { type CreateUIMessage, getToolName, lastAssistantMessageIsCompleteWithToolCalls } from 'ai';
import { conversationOf, withPrevious } from './conversation.ts';
import { firstLine } from './failure.ts';
import { clientCalls, continues } from './steps.ts';
import { runTool } from './tools.ts';
import { createTransport } from './transport.ts';
import type { ChatMessage, Connection } from './types.ts';

/** The actions of the person. `send` and `retry` return false where they do nothing: on a second click. */
export interface Session {
  chat: Chat<ChatMessage>;
  /** From now on, questions go this way. */
  connect: (connection: Connection) => void;
  /** Asks something, unless an answer is running. */
  send: (text: string) => boolean;
  /** Cancels the answer that is running. What has come is kept, and is sent along next time. */
  stop: () => Promise<void>;
  /** Asks the last question once more. The old answer stays until the new one begins. */
  retry: () => boolean;
  /** Takes back a question and all that came after, and asks this instead. */
  edit: (id: string, text: string) => Promise<void>;
}

/** Runs a conversation: one answer at a time. */
export function createSession(first: Connection): Session {
  let connection = first;
  let tools = new AbortController();

  const chat = new Chat<ChatMessage>({
    transport: createTransport(() => connection),
    sendAutomaticallyWhen: ({ messages }) =>
      continues(messages) && lastAssistantMessageIsCompleteWithToolCalls({ messages }),
    onFinish({ message, isAbort, isError }) {
      if (isAbort) markStopped(chat, message);
      else if (!isError && continues(chat.messages)) {
        tools = new AbortController();
        runTools(chat, message, tools.signal);
      }
    },
  });

  const isRunning = () => conversationOf(chat).status === 'running';

  return {
    chat,
    connect: (next) => void (connection = next),
    send(text) {
      if (isRunning()) return false;
      chat.messages = [...withPrevious(chat.messages)];
      void chat.sendMessage(question(text));
      return true;
    },
    async stop() {
      if (!isRunning()) return;
      tools.abort();
      const last = chat.messages.at(-1);
      if (chat.status === 'ready' && last) markStopped(chat, last);
      await chat.stop();
    },
    retry() {
      const messages = withPrevious(chat.messages);
      const at = messages.findLastIndex(({ role }) => role === 'user');
      const last = messages[at];
      if (isRunning() || !last) return false;
      const previous = messages[at + 1];
      const { metadata: _, ...plain } = last;
      chat.messages = [
        ...messages.slice(0, at),
        previous ? { ...plain, metadata: { previous } } : plain,
      ];
      void chat.regenerate();
      return true;
    },
    async edit(id, text) {
      await this.stop();
      void chat.sendMessage({ ...question(text), messageId: id });
    },
  };
}

/** Makes a question of parts, which is there at once: `sendMessage` waits for files where it gets a text. */
function question(text: string): CreateUIMessage<ChatMessage> {
  return { role: 'user', parts: [{ type: 'text', text }] };
}

/** Runs the calls that a back end has left open. */
function runTools(chat: Chat<ChatMessage>, message: ChatMessage, signal: AbortSignal): void {
  for (const call of clientCalls(message)) {
    if (call.state !== 'input-available') continue;
    const { toolCallId, input } = call;
    const name = getToolName(call);
    void runTool(name, input, { toolCallId, abortSignal: signal })
      .then(
        (output) => ({ tool: name, toolCallId, output }),
        (error: unknown) => ({
          tool: name,
          toolCallId,
          state: 'output-error' as const,
          errorText: firstLine(error) || 'The tool failed.',
        }),
      )
      .then((result) => (signal.aborted ? undefined : chat.addToolOutput(result)));
  }
}

function markStopped(chat: Chat<ChatMessage>, message: ChatMessage): void {
  // An older answer that was not replaced yet is left as it was.
  const kept = withPrevious(chat.messages);
  if (kept !== chat.messages) {
    chat.messages = kept.slice(0, -1);
    return;
  }
  const before = chat.messages.filter(({ id }) => id !== message.id);
  chat.messages = [...before, { ...message, metadata: { ...message.metadata, stopped: true } }];
}
