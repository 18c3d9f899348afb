import type { Conversation } from '../chat/conversation.ts';
import { Alert } from './alert.tsx';
import { Announcements } from './announcements.tsx';
import { Jump } from './jump.tsx';
import { AssistantArticle, UserArticle } from './message.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';
import { Welcome } from './welcome.tsx';

interface LogProps {
  conversation: Conversation;
  onSuggestion: (text: string) => void;
}

/** The conversation, from the welcome to the last error. */
export function Log({ conversation, onSuggestion }: LogProps) {
  const { messages, status, failure } = conversation;
  const asked = messages.filter(({ role }) => role === 'user').length;
  const { scroller, content, news, stick } = useStickToEnd(asked);
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
      <Announcements conversation={conversation} />
      <div className="column" ref={content}>
        {messages.length === 0 && <Welcome onSuggestion={onSuggestion} />}
        <div className="log" role="log" aria-live="off" aria-label="Conversation">
          {messages.map((message, position) =>
            message.role === 'user' ? (
              <UserArticle key={position} text={message.text} />
            ) : (
              <AssistantArticle key={position} turn={message} />
            ),
          )}
        </div>
        {status === 'running' && !writing && <Waiting />}
        {failure && <Alert failure={failure} />}
      </div>
      {news && <Jump onJump={jump} />}
    </main>
  );
}

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
