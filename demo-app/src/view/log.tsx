import { memo } from 'react';
import { RotateCw } from 'lucide-react';
import type { Conversation } from '../chat/conversation.ts';
import { Alert } from './alert.tsx';
import { SILENCE_SECONDS } from '../chat/use-conversation.ts';
import { Announcements } from './announcements.tsx';
import { Jump } from './jump.tsx';
import { AssistantArticle } from './message.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';
import { UserArticle } from './user-article.tsx';
import { Welcome } from './welcome.tsx';

interface LogProps {
  conversation: Conversation;
  /** Counts the requests for an answer. */
  run: number;
  /** Nothing has arrived for a while. */
  silent: boolean;
  onSuggestion: (text: string) => void;
  onEdit: (id: string, text: string) => void;
  /** Asks the last question once more. */
  onRetry: () => void;
}

/** The conversation, from the welcome to the last error. */
export const Log = memo((props: LogProps) => {
  const { conversation, run, silent, onSuggestion, onEdit, onRetry } = props;
  const { messages, status, failure } = conversation;
  const { scroller, content, news, stick } = useStickToEnd(run);
  const last = messages.at(-1);
  const writing = last?.role === 'assistant' && last.status === 'streaming';

  function jump(): void {
    stick();
    // The button goes away, and the focus must not go with it.
    scroller.current?.focus({ preventScroll: true });
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must take the focus
    <main className="scroller" ref={scroller} tabIndex={0}>
      <Announcements conversation={conversation} run={run} />
      <div className="column" ref={content}>
        {messages.length === 0 && <Welcome onSuggestion={onSuggestion} />}
        <div className="log" role="log" aria-live="off" aria-label="Conversation">
          {messages.map((message, position) =>
            message.role === 'user' ? (
              <UserArticle key={position} id={message.id} text={message.text} onEdit={onEdit} />
            ) : (
              <AssistantArticle key={position} turn={message} />
            ),
          )}
        </div>
        {status === 'running' && !writing && <Waiting />}
        <output className="silence">
          {silent && `No response for ${SILENCE_SECONDS} seconds. Wait, or stop and try again.`}
        </output>
        {failure && <Alert key={run} failure={failure} onRetry={onRetry} />}
        {status === 'idle' && messages.length > 0 && !failure?.again && (
          <button type="button" className="button again" onClick={onRetry}>
            <RotateCw />
            Regenerate
          </button>
        )}
      </div>
      {news && <Jump onJump={jump} />}
    </main>
  );
});
Log.displayName = 'Log';

/** Something is to come, but there is nothing to show yet. */
function Waiting() {
  return (
    <p className="waiting">
      <span className="visually-hidden">Waiting for the answer</span>
      <span className="waiting-dot" />
      <span className="waiting-dot" />
      <span className="waiting-dot" />
    </p>
  );
}
