import { memo } from 'react';
import type { AssistantTurn } from '../chat/conversation.ts';
import { CopyButton } from './copy-button.tsx';
import { dropDanglingMarker } from './drop-dangling-marker.ts';
import { Markdown } from './markdown.tsx';
import { Reasoning } from './reasoning.tsx';
import { ToolCard } from './tool-card.tsx';

/** One completion: its reasoning and its text if it has any, then its calls. */
export const AssistantArticle = memo(({ turn }: { turn: AssistantTurn }) => {
  const { calls, reasoning } = turn;
  const text = turn.status === 'stopped' ? dropDanglingMarker(turn.text) : turn.text;
  const streaming = turn.status === 'streaming';
  // Text before a tool call is no answer yet.
  const goesOn = calls.some(({ server }) => !server);
  const spoken = text.trim() !== '';
  return (
    <article className="message message-assistant" aria-label="Assistant" aria-busy={streaming}>
      {reasoning !== '' && <Reasoning text={reasoning} growing={turn.thinking} />}
      {spoken && <Markdown text={text} streaming={streaming} />}
      {calls.map((call, position) => (
        <ToolCard key={position} call={call} />
      ))}
      {turn.status === 'stopped' && <p className="stopped">Stopped</p>}
      {spoken && !streaming && !goesOn && <CopyButton label="Copy" text={() => text} />}
    </article>
  );
});
AssistantArticle.displayName = 'AssistantArticle';
