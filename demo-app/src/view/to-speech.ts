/** Turns markdown into what a voice says: the text without its marks, and code by its name. */
export function toSpeech(markdown: string): string {
  return markdown
    .replaceAll(FENCED, '\nCode block.\n')
    .split('\n')
    .map(lineAloud)
    .filter((line) => line !== '')
    .join(' ');
}

const FENCED = /^[ \t>]*(`{3,}|~{3,})[^\n]*\n?(?:[\s\S]*?^[ \t>]*\1[`~]*[ \t]*$|[\s\S]*$)/gm;

/** A rule of a table, or one between paragraphs, is only drawn. */
const DRAWN = /^[ \t|:=*_-]*$/;

function lineAloud(line: string): string {
  if (DRAWN.test(line)) return '';
  return cells(line)
    .replace(/^[ \t>]*(?:[-*+][ \t]+|#{1,6}[ \t]+)?(?:\[[ xX]\][ \t]+)?/, '')
    .replaceAll(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replaceAll(/(\*{1,3}|_{2,3}|~~|`+)(?=\S)/g, '')
    .replaceAll(/(?<=\S)(\*{1,3}|_{2,3}|~~|`+)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Lists the cells of a row of a table, which are said one by one. */
function cells(line: string): string {
  if (!/^[ \t]*\|/.test(line)) return line;
  return line
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(', ');
}
