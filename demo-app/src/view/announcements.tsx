import { useEffect, useRef, useState } from 'react';
import type { Conversation } from '../chat/conversation.ts';
import { announce, NOTHING_TOLD } from './announce.ts';

interface Said {
  count: number;
  words: readonly string[];
}

/**
 * Says the conversation to those who do not see it. The log itself keeps quiet: a screen reader
 * would read it again with each token.
 */
export function Announcements({ conversation }: { conversation: Conversation }) {
  const told = useRef(NOTHING_TOLD);
  const [{ count, words }, setSaid] = useState<Said>({ count: 0, words: [] });

  useEffect(() => {
    const next = announce(told.current, conversation);
    told.current = next.told;
    if (next.words.length === 0) return;
    setSaid((before) => ({ count: before.count + 1, words: next.words }));
  }, [conversation]);

  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds no paragraphs
    <div className="visually-hidden" role="status" aria-label="Announcements">
      {/* A new element each time: the same words twice are two announcements. */}
      {words.map((each, position) => (
        <p key={`${count}.${position}`}>{each}</p>
      ))}
    </div>
  );
}
