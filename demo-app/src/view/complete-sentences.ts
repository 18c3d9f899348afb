/**
 * Measures the beginning of a growing markdown text that can be announced: up to the end of its
 * last whole sentence or line. Open code is left out: it is named when it is whole.
 */
export function completeSentences(markdown: string): number {
  let end = 0;
  let fence = '';
  for (const { 0: line, index } of markdown.matchAll(/[^\n]*\n/g)) {
    if (fence !== '') {
      if (closes(fence, line)) fence = '';
    } else {
      fence = OPENING.exec(line)?.[1] ?? '';
    }
    if (fence === '') end = index + line.length;
  }
  if (fence !== '') return end;
  const line = markdown.slice(end);
  if (MAYBE_MORE.test(line)) return end;
  return end + lastSentence(line);
}

const OPENING = /^[ \t>]*(`{3,}|~{3,})[^`\n]*\n/;

/** A line that may yet become code or a row of a table. */
const MAYBE_MORE = /^[ \t>]*(?:[`~|]|$)/;

/** Finds the end of the last whole sentence of a line. `1.` at its beginning counts a list. */
function lastSentence(line: string): number {
  let end = 0;
  for (const { 0: mark, index } of line.matchAll(SENTENCE)) {
    if (!/^\s*\d+\.$/.test(line.slice(0, index + mark.length))) end = index + mark.length;
  }
  return end;
}

const SENTENCE = /(?:[.!?…]["'”’)\]*_~`]*(?=\s))|[。！？]/g;

function closes(fence: string, line: string): boolean {
  const marks = line.replace(/^[ \t>]*/, '').trim();
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}
