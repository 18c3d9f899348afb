import {
  type FormEvent,
  type KeyboardEvent,
  memo,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { ArrowUp, Square } from 'lucide-react';
import { isEnter, isEscape } from './keys.ts';

interface ComposerProps {
  model: string;
  running: boolean;
  /** Counts the requests for an answer. */
  run: number;
  onSend: (text: string) => void;
  onStop: () => void;
}

export const Composer = memo(({ model, running, run, onSend, onStop }: ComposerProps) => {
  const [draft, setDraft] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const sendable = !running && draft.trim() !== '';

  useEffect(() => box.current?.focus(), []);
  // Takes the focus: a suggestion or button that was clicked has been removed or replaced.
  useEffect(() => {
    if (run > 0) box.current?.focus();
  }, [run]);
  // A button that has the focus must not become another one, nor be disabled.
  useLayoutEffect(() => {
    if (!running && document.activeElement === button.current) box.current?.focus();
  }, [running]);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!sendable) return;
    setDraft('');
    onSend(draft.trim());
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isEscape(event) && running) {
      event.preventDefault();
      onStop();
    } else if (isEnter(event)) {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    }
  }

  /**
   * The second click of a double click would do what the button has turned into, and so would the
   * first: the browser looks at the type of the button once React has changed it.
   */
  function onClick(event: MouseEvent<HTMLButtonElement>): void {
    const again = event.detail > 1;
    if (again || running) event.preventDefault();
    if (!again && running) onStop();
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
          onKeyDown={onKeyDown}
        />
        <button
          ref={button}
          type={running ? 'button' : 'submit'}
          className="send"
          disabled={!running && !sendable}
          onClick={onClick}
        >
          {running ? <Square /> : <ArrowUp />}
          <span className="visually-hidden">{running ? 'Stop' : 'Send'}</span>
        </button>
      </form>
      <p className="column composer-hint">{model}</p>
    </footer>
  );
});
Composer.displayName = 'Composer';
