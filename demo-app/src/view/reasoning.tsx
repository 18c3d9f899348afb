import { Markdown } from './markdown.tsx';

interface ReasoningProps {
  text: string;
  /** The thoughts are still growing. */
  growing: boolean;
}

/** Folds the thoughts of the model: most readers want the answer. */
export function Reasoning({ text, growing }: ReasoningProps) {
  return (
    <details className={growing ? 'reasoning reasoning-growing' : 'reasoning'}>
      <summary>{growing ? 'Thinking…' : 'Thought'}</summary>
      <Markdown text={text} streaming={growing} />
    </details>
  );
}
