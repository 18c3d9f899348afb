import {
  defaultComponents,
  defaultRehypePlugins,
  defaultRemarkPlugins,
  Streamdown,
  type StreamdownProps,
} from 'streamdown';
import { Block } from './block.tsx';
import { blocksOf } from './blocks.ts';
import { Code, Link, Picture, Table, Task } from './markdown-elements.tsx';
import { trimUnstableMarkdown } from './trim-unstable-markdown.ts';

interface MarkdownProps {
  text: string;
  /** More is to come: unfinished marks are completed or held back. */
  streaming: boolean;
}

/** Renders what a model wrote. Raw HTML is shown as text, and nothing is loaded from anywhere. */
export function Markdown({ text, streaming }: MarkdownProps) {
  return (
    <Streamdown
      className={streaming ? 'markdown markdown-streaming' : 'markdown'}
      parseIncompleteMarkdown={streaming}
      isAnimating={streaming}
      remend={COMPLETIONS}
      controls={false}
      components={COMPONENTS}
      BlockComponent={Block}
      parseMarkdownIntoBlocksFn={blocksOf}
      remarkPlugins={REMARK_PLUGINS}
      rehypePlugins={REHYPE_PLUGINS}
    >
      {readable(streaming ? trimUnstableMarkdown(text) : text)}
    </Streamdown>
  );
}

/** Replaces the characters that reverse the direction of the text after them. */
function readable(text: string): string {
  return text.replaceAll(/[\u202D\u202E]/g, '\uFFFD');
}

/** Only completions that show what the finished text will show. */
const COMPLETIONS: NonNullable<StreamdownProps['remend']> = {
  images: false,
  links: false,
  comparisonOperators: false,
  htmlTags: false,
  katex: false,
  setextHeadings: false,
  singleTilde: false,
};

/** One tilde is a tilde: `20~25 to 30~35`. */
const REMARK_PLUGINS: NonNullable<StreamdownProps['remarkPlugins']> = [defaultRemarkPlugins['gfm']]
  .flat(1)
  .slice(0, 1)
  .map((gfm) => [gfm, { singleTilde: false }]);

/** Without the plugin that parses raw HTML, it stays text. */
const REHYPE_PLUGINS = [defaultRehypePlugins['sanitize']].filter((plugin) => plugin !== undefined);

/** Plain elements: Streamdown's own are made for Tailwind and load images. */
const PLAIN = Object.fromEntries(Object.keys(defaultComponents).map((tag) => [tag, tag]));

// The type's index signature admits no component that names its props.
const COMPONENTS = {
  ...PLAIN,
  a: Link,
  img: Picture,
  input: Task,
  pre: Code,
  table: Table,
} as NonNullable<StreamdownProps['components']>;
