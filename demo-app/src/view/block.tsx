import { Component, type ReactNode } from 'react';
import { Block as MarkdownBlock, type BlockProps } from 'streamdown';
import { isPlain, largeCode } from './blocks.ts';
import { CodeBlock } from './code-block.tsx';
import { Folded } from './folded.tsx';

/** A block of markdown. One that is too much for the parser is shown as the text that it is. */
export function Block(props: BlockProps) {
  const { content } = props;
  const code = largeCode(content);
  if (code !== undefined) return <CodeBlock language={code.language} text={code.text} />;
  if (isPlain(content)) return <Plain text={content} />;
  return (
    <Guard content={content} instead={<Plain text={content} />}>
      <MarkdownBlock {...props} />
    </Guard>
  );
}

function Plain({ text }: { text: string }) {
  return (
    <div className="plain">
      <Folded text={text.trim()} />
    </div>
  );
}

interface GuardProps {
  /** Resets the guard where it changes. */
  content: string;
  children: ReactNode;
  instead: ReactNode;
}

/** Keeps what a parser throws from taking the whole conversation away. */
class Guard extends Component<GuardProps, { content: string; failed: boolean }> {
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  static getDerivedStateFromProps({ content }: GuardProps, state: { content: string }) {
    return content === state.content ? null : { content, failed: false };
  }

  override state = { content: '', failed: false };

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
