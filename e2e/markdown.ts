import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt();

/**
 * The lines a person reads in rendered markdown. By another parser than the app's: one bug must
 * not cancel another.
 */
export function visibleLines(markdown: string): string[] {
  return parser
    .parse(markdown, {})
    .filter(({ type, content }) => type === 'inline' || content !== '')
    .flatMap(({ children, content }) =>
      (
        children?.map((token) => (token.type.endsWith('break') ? '\n' : token.content)).join('') ??
        content
      ).split('\n'),
    )
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
