import { useEffect, useRef, useState } from 'react';
import type { Conversation } from '../chat/conversation.ts';
import { announce, NOTHING_ANNOUNCED } from './announce.ts';

interface AnnouncementsProps {
  conversation: Conversation;
  /** Counts the requests for an answer. */
  run: number;
}

/**
 * Announces the conversation to those who do not see it. The log itself keeps quiet: a screen reader
 * would read it again with each token.
 */
export function Announcements({ conversation, run }: AnnouncementsProps) {
  const progress = useRef(NOTHING_ANNOUNCED);
  const [{ count, texts }, setAnnounced] = useState({ count: 0, texts: [] as readonly string[] });

  useEffect(() => {
    const next = announce(progress.current, conversation, run);
    ({ progress: progress.current } = next);
    if (next.texts.length === 0) return;
    setAnnounced((before) => ({ count: before.count + 1, texts: next.texts }));
  }, [conversation, run]);

  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output holds no paragraphs
    <div className="visually-hidden" role="status" aria-label="Announcements">
      {/* A new element each time: the same text twice are two announcements. */}
      {texts.map((each, position) => (
        <p key={`${count}.${position}`}>{each}</p>
      ))}
    </div>
  );
}
