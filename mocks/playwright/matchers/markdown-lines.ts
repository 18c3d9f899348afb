/** The letters and digits of a text: what a UI makes of marks and blanks is its own affair. */
export function normalizeText(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** A line of markdown that shows letters. */
export interface VisibleLine {
  /** As it is written. */
  text: string;
  /** Finds its letters among those of a page, be it rendered or shown as it is written. Global. */
  letters: RegExp;
}

/**
 * The lines of a markdown text that show letters. What a renderer hides may be there or not: list
 * numbers, task marks, link targets, titles, images, HTML tags, entities, definitions.
 */
export function visibleLines(markdown: string): VisibleLine[] {
  const lines = linesOf(markdown).filter(({ kind }) => kind !== 'fence');
  const labels = new Set(lines.flatMap(({ text }) => LABEL.exec(text)?.[1]?.toLowerCase() ?? []));
  return lines.flatMap(({ text, kind }) => {
    const patterns = kind === 'code' ? [normalizeText(text)] : patternsOf(text, labels);
    return patterns
      .filter((letters) => letters !== '')
      .map((letters) => ({ text, letters: new RegExp(letters, 'gu') }));
  });
}

/** A line of markdown, and whether it is one of code, or begins or ends code. */
export interface MarkdownLine {
  text: string;
  kind: 'text' | 'code' | 'fence';
}

/** All lines of a markdown text. */
export function linesOf(markdown: string): MarkdownLine[] {
  let fence = '';
  return markdown.split(/\r?\n/).map((text) => {
    const [, marks = '', info = ''] = FENCE.exec(text) ?? [];
    const isEnd = fence !== '' && marks.startsWith(fence) && info.trim() === '';
    const isStart = fence === '' && marks !== '';
    if (isStart) fence = marks;
    else if (isEnd) fence = '';
    return { text, kind: isStart || isEnd ? 'fence' : fence === '' ? 'text' : 'code' };
  });
}

/** How often a line is among the letters of a text. */
export function countOf({ letters }: VisibleLine, within: string): number {
  return within.match(letters)?.length ?? 0;
}

const ITEM = String.raw`[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?=\s|$)[ \t]*)*`;
const FENCE = new RegExp(`^${ITEM}(\`{3,}(?=[^\`]*$)|~{3,})(.*)$`);
/** The marks a line begins with: quotes, list items, tasks, the names of footnotes. */
const LEAD = new RegExp(String.raw`^${ITEM}(?:\[[xX]\](?=\s|$)|\[\^[^[\]]+\]:)?`);

const TITLE = String.raw`"[^"]*"|'[^']*'|\([^()]*\)`;
const TARGET = String.raw`\(\s*(?:<[^<>]*>|(?:[^\s()]|\([^\s()]*\))*)(?:\s+(?:${TITLE}))?\s*\)`;

const LABEL = /^[ \t>]*\[(?!\^)([^[\]]+)\]:/;
/** A line that says what a reference leads to, or is about to. */
const DEFINITION = new RegExp(
  String.raw`${LABEL.source}\s*(?:(?:<[^<>]*>|[^\s<]\S*)(?:\s+(?:${TITLE}))?\s*)?$`,
);

/** What within a line is more than its letters; by name what becomes of it. */
const INLINE = new RegExp(
  [
    String.raw`\\[\p{P}\p{S}]`,
    '(?<mark>`+)(?<code>.*?[^`])\\k<mark>(?!`)',
    String.raw`<(?<address>[a-z][a-z\d+.-]+:[^<>\s]*|[^<>\s]+@[^<>\s]+)>`,
    String.raw`(?<image>!\[[^[\]]*\](?:${TARGET}|\[[^[\]]*\])?)`,
    String.raw`(?<hidden><!--.*?-->|</?[a-z][^<>]*>)`,
    String.raw`(?<target>\]${TARGET})`,
    String.raw`\]\[(?<label>[^[\]]*)\]`,
    String.raw`\[\^(?<note>[^[\]\s]+)\]`,
    String.raw`&(?<entity>#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});`,
  ].join('|'),
  'giu',
);

/** With more, a pattern may take longer than anybody waits: each doubles its ways to fail, or worse. */
const MOST_OPTIONAL = 3;

/**
 * The letters of a line as a pattern: those that may be left out are optional in it. Where there are
 * many of those, it is several patterns, one after another, without them.
 */
function patternsOf(line: string, labels: ReadonlySet<string>): string[] {
  if (DEFINITION.test(line)) return [];
  const text = line.replace(LEAD, '');
  const pieces: { must?: string; may?: string }[] = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const { code, address, image, hidden, target, label, note, entity } = found.groups!;
    pieces.push({ must: normalizeText(text.slice(from, found.index)) });
    if (image) pieces.push({ may: imageLetters(image) });
    else if (hidden ?? target) pieces.push({ may: normalizeText(hidden ?? target ?? '') });
    else if (note !== undefined) pieces.push({ may: `${normalizeText(note)}|\\p{N}+` });
    else if (entity) pieces.push(entityLetters(entity));
    else if (label !== undefined && labels.has(label.toLowerCase())) {
      pieces.push({ may: normalizeText(label) });
    } else pieces.push({ must: normalizeText(code ?? address ?? label ?? '') });
    from = found.index + found[0].length;
  }
  pieces.push({ must: normalizeText(text.slice(from)) });
  // What may be missing at an edge need not be looked for.
  const first = pieces.findIndex(({ must }) => must);
  const last = pieces.findLastIndex(({ must }) => must);
  const needed = pieces.slice(Math.max(0, first), last + 1).filter(({ must, may }) => must ?? may);
  if (needed.filter(({ may }) => may).length > MOST_OPTIONAL) {
    return needed.flatMap(({ must }) => must ?? []);
  }
  return [needed.map(({ must, may }) => must ?? `(?:${may})?`).join('')];
}

/** In the place of an image a UI may say what it likes, so many letters more than its text has. */
const CAPTION = 20;

function imageLetters(image: string): string {
  const [text = ''] = image.split(']');
  return `${normalizeText(image)}|.{0,${normalizeText(text).length + CAPTION}}?`;
}

/** An entity as it is written, or the letter it stands for: where it has no number, any. */
function entityLetters(entity: string): { must: string } | { may: string } {
  const written = normalizeText(entity);
  if (!entity.startsWith('#')) return { may: `${written}|\\p{L}\\p{L}?` };
  const isHex = /^#x/i.test(entity);
  const code = Number.parseInt(entity.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  const letter = code <= 0x10ffff ? normalizeText(String.fromCodePoint(code)) : '';
  return letter === '' ? { may: written } : { must: `(?:${written}|${letter})` };
}
