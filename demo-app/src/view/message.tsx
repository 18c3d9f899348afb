import { memo } from 'react';
import type { AssistantTurn } from '../chat/conversation.ts';
import { Markdown } from './markdown.tsx';
import { ToolCard } from './tool-card.tsx';

export const UserArticle = memo(({ text }: { text: string }) => (
  <article className="message message-user" aria-label="You">
    <p>{text}</p>
  </article>
));
UserArticle.displayName = 'UserArticle';

/** One completion: its text if it has any, then its calls. */
export const AssistantArticle = memo(({ turn }: { turn: AssistantTurn }) => {
  const { text, calls } = turn;
  const streaming = turn.status === 'streaming';
  return (
    <article className="message message-assistant" aria-label="Assistant" aria-busy={streaming}>
      {text.trim() !== '' && <Markdown text={text} streaming={streaming} />}
      {calls.map((call, position) => (
        <ToolCard key={position} call={call} />
      ))}
    </article>
  );
});
AssistantArticle.displayName = 'AssistantArticle';
