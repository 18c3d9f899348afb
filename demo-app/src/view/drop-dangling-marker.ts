/**
 * The text of an answer that was stopped, without a line of which only the mark is there: a dash
 * that was to begin a list would make a heading of the line above it.
 */
export function dropDanglingMarker(markdown: string): string {
  return markdown.replace(/\n[ \t]*(?:-+|=+)[ \t]*$/, '\n');
}
