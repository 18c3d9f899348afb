import { useId } from 'react';
import { Check, LoaderCircle, Pencil, Wrench, X } from 'lucide-react';
import type { ToolCall } from '../chat/tool-call.ts';
import { Folded } from './folded.tsx';

const STATUS = {
  writing: { word: 'Writing', icon: <Pencil /> },
  running: { word: 'Running', icon: <LoaderCircle className="spin" /> },
  done: { word: 'Done', icon: <Check /> },
  failed: { word: 'Failed', icon: <X /> },
} as const;

/** A call of a tool, from the first letter of its arguments to its result. */
export function ToolCard({ call }: { call: ToolCall }) {
  const { word, icon } = STATUS[call.status];
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <section className={`card card-${call.status}`} role="group" aria-label={call.name}>
      <header className="card-head">
        <span className="card-icon">
          <Wrench />
        </span>
        <span className="card-name">{call.name}</span>
        <span className="card-status">
          {icon}
          {word}
        </span>
      </header>
      {call.input !== '' && <Field name="Arguments">{call.input}</Field>}
      {call.status === 'done' && call.result !== '' && <Field name="Result">{call.result}</Field>}
      {call.status === 'failed' && <p className="card-reason">{call.reason}</p>}
    </section>
  );
}

function Field({ name, children }: { name: string; children: string }) {
  const caption = useId();
  return (
    <figure className="card-field" aria-labelledby={caption}>
      <figcaption id={caption}>{name}</figcaption>
      <pre>
        <Folded text={children} />
      </pre>
    </figure>
  );
}
