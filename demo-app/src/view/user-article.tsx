import { memo, useLayoutEffect, useRef, useState } from 'react';
import { Pencil } from 'lucide-react';
import { isEnter, isEscape } from './keys.ts';

interface UserArticleProps {
  id: string;
  text: string;
  onEdit: (id: string, text: string) => void;
}

/** A question. The person can edit it, and ask again from there. */
export const UserArticle = memo(({ id, text, onEdit }: UserArticleProps) => {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const cancelled = useRef(false);

  useLayoutEffect(() => {
    if (!editing && cancelled.current) button.current?.focus();
    cancelled.current = false;
  }, [editing]);

  function cancel(): void {
    cancelled.current = true;
    setEditing(false);
  }

  function save(changed: string): void {
    setEditing(false);
    onEdit(id, changed);
  }

  return (
    <article className={`message message-user${editing ? ' editing' : ''}`} aria-label="You">
      {editing ? (
        <EditBox text={text} onSave={save} onCancel={cancel} />
      ) : (
        <>
          <button
            ref={button}
            type="button"
            className="edit"
            aria-label="Edit"
            title="Edit"
            onClick={() => setEditing(true)}
          >
            <Pencil />
          </button>
          <p>{text}</p>
        </>
      )}
    </article>
  );
});
UserArticle.displayName = 'UserArticle';

interface EditBoxProps {
  text: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}

function EditBox({ text, onSave, onCancel }: EditBoxProps) {
  const [draft, setDraft] = useState(text);
  const box = useRef<HTMLTextAreaElement>(null);
  const changed = draft.trim();

  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(-1, -1);
  }, []);

  const save = () => {
    if (changed !== '') onSave(changed);
  };
  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={box}
        aria-label="Edit message"
        rows={1}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (isEscape(event)) onCancel();
          else if (isEnter(event)) save();
          else return;
          event.preventDefault();
        }}
      />
      <div className="edit-actions">
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" className="button" disabled={changed === ''}>
          Save
        </button>
      </div>
    </form>
  );
}
