/** Matches the comments that a file begins with: text further down may be that of a model. */
const FIRST_COMMENTS = /^\uFEFF?(?:(?:[ \t]*#.*|---|[ \t]*)\r?\n)*/;

/** Reads the comments that a file begins with. */
export function firstComments(text: string): string {
  const [comments = ''] = FIRST_COMMENTS.exec(text) ?? [];
  return comments.replace(/^---\r?\n/m, '');
}
