import { stepsOf, textOf } from './steps.ts';
import type { ChatMessage, ChatPart } from './types.ts';

/**
 * Chooses what of a conversation is sent. The AI SDK would send a step that was stopped or broke
 * off with its open calls and unsigned reasoning, which providers refuse: it goes along as its
 * text. A question to which nothing came is not sent again.
 */
export function toSend(messages: readonly ChatMessage[]): ChatMessage[] {
  const sent = messages.map(({ id, role, ...message }) => ({
    id,
    role,
    parts: role === 'assistant' ? partsToSend({ id, role, ...message }) : message.parts,
  }));
  return sent.filter(({ role, parts }, at) => {
    const next = sent[at + 1];
    const unanswered = role === 'user' && next && (next.role === 'user' || next.parts.length === 0);
    return parts.length > 0 && !unanswered;
  });
}

function partsToSend(message: ChatMessage): ChatPart[] {
  const { finished = 0 } = message.metadata ?? {};
  return stepsOf(message).flatMap((parts, at): ChatPart[] => {
    const text = textOf(parts);
    const kept =
      at < finished ? parts : text.trim() === '' ? [] : [{ type: 'text', text } as const];
    return kept.length > 0 ? [{ type: 'step-start' }, ...kept] : [];
  });
}
