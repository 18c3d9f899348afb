import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { SendIcon } from './icons.tsx';

interface ComposerProps {
  model: string;
  running: boolean;
  onSend: (text: string) => void;
}

export function Composer({ model, running, onSend }: ComposerProps) {
  const [draft, setDraft] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const sendable = !running && draft.trim() !== '';

  useEffect(() => box.current?.focus(), []);
  // Whatever was clicked to send, the suggestion or the button, is gone or disabled by now.
  useEffect(() => {
    if (running) box.current?.focus();
  }, [running]);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!sendable) return;
    setDraft('');
    onSend(draft.trim());
  }

  return (
    <footer className="composer">
      <form className="column composer-form" onSubmit={send}>
        <textarea
          ref={box}
          aria-label="Message"
          placeholder="Ask something"
          rows={1}
          enterKeyHint="send"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={sendOnEnter}
        />
        <button type="submit" className="send" disabled={!sendable}>
          <SendIcon />
          <span className="visually-hidden">Send</span>
        </button>
      </form>
      <p className="column composer-hint">{model}</p>
    </footer>
  );
}

function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  // While an input method composes, Enter chooses a word. Safari then says only 229.
  const composing = event.nativeEvent.isComposing || event.keyCode === 229;
  if (event.key !== 'Enter' || event.shiftKey || composing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
