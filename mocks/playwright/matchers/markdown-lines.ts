import { normalizeText } from '../../util/text.ts';

/** A line of markdown that shows letters or digits. */
export interface VisibleLine {
  /** The markdown source. */
  text: string;
  /** Finds the line in a page's normalized text, rendered or as its source. Global. */
  pattern: RegExp;
  /** The mark that ends its sentence, which every renderer shows. */
  endMark?: string;
}

/**
 * Lists the lines of a markdown text that show letters or digits. Their patterns allow for what a
 * renderer may hide: list numbers, task marks, link targets, titles, images, HTML tags, entities,
 * definitions.
 */
export function visibleLines(markdown: string): VisibleLine[] {
  const lines = linesOf(markdown).filter(({ kind }) => kind !== 'fence');
  const labels = new Set(lines.flatMap(({ text }) => LABEL.exec(text)?.[1]?.toLowerCase() ?? []));
  return lines.flatMap(({ text, kind }) => {
    const patterns = kind === 'code' ? [normalizeText(text)] : patternsOf(text, labels);
    const visible = patterns
      .filter((pattern) => pattern !== '')
      .map((pattern): VisibleLine => ({ text, pattern: new RegExp(pattern, 'gu') }));
    const endMark = kind === 'code' ? undefined : endMarkOf(text);
    if (endMark && visible.length > 0) visible.at(-1)!.endMark = endMark;
    return visible;
  });
}

/** Matches the mark that ends a sentence, before the marks that close a quote or an emphasis. */
const END_MARK = /[.!?。！？](?=["'”’»)\]*_~\s]*$)/u;

/** Finds the mark that ends a line, where it is text and no markup, such as the end of an address. */
function endMarkOf(line: string): string | undefined {
  const text = line.replace(LINE_PREFIX, '');
  const found = END_MARK.exec(text);
  if (!found) return undefined;
  const isMarkup = [...text.matchAll(INLINE)].some(
    ({ 0: { length }, index }) => index <= found.index && found.index < index + length,
  );
  return isMarkup ? undefined : found[0];
}

/** Splits a markdown text into lines: of text, of code, or the fence around code. */
export function linesOf(markdown: string): { text: string; kind: 'text' | 'code' | 'fence' }[] {
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

/** Counts how often a line is in a normalized text. */
export function countOf({ pattern }: VisibleLine, normalized: string): number {
  return normalized.match(pattern)?.length ?? 0;
}

const ITEM = String.raw`[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?=\s|$)[ \t]*)*`;
const FENCE = new RegExp(`^${ITEM}(\`{3,}(?=[^\`]*$)|~{3,})(.*)$`);
/** Matches the marks that a line begins with: quotes, list items, tasks, footnote names. */
const LINE_PREFIX = new RegExp(String.raw`^${ITEM}(?:\[[xX]\](?=\s|$)|\[\^[^[\]]+\]:)?`);

const TITLE = String.raw`"[^"]*"|'[^']*'|\([^()]*\)`;
const TARGET = String.raw`\(\s*(?:<[^<>]*>|(?:[^\s()]|\([^\s()]*\))*)(?:\s+(?:${TITLE}))?\s*\)`;

const LABEL = /^[ \t>]*\[(?!\^)([^[\]]+)\]:/;
/** Matches a line that defines a reference, or begins to. */
const DEFINITION = new RegExp(
  String.raw`${LABEL.source}\s*(?:(?:<[^<>]*>|[^\s<]\S*)(?:\s+(?:${TITLE}))?\s*)?$`,
);

/** Matches inline markup, by the name of how its text may be shown. */
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

/** Bounds the optional parts of a pattern: each at least doubles the paths of a failing match. */
const MAX_OPTIONAL = 3;

/**
 * Makes a pattern of a line, in which what a renderer may hide is optional. Where that is much, it
 * makes several patterns, one after another, of the required text alone.
 */
function patternsOf(line: string, labels: ReadonlySet<string>): string[] {
  if (DEFINITION.test(line)) return [];
  const text = line.replace(LINE_PREFIX, '');
  const parts: { required?: string; optional?: string }[] = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const { code, address, image, hidden, target, label, note, entity } = found.groups!;
    parts.push({ required: normalizeText(text.slice(from, found.index)) });
    if (image) parts.push({ optional: imagePattern(image) });
    else if (hidden ?? target) parts.push({ optional: normalizeText(hidden ?? target ?? '') });
    else if (note !== undefined) parts.push({ optional: `${normalizeText(note)}|\\p{N}+` });
    else if (entity) parts.push(entityPattern(entity));
    else if (label !== undefined && labels.has(label.toLowerCase())) {
      parts.push({ optional: normalizeText(label) });
    } else parts.push({ required: normalizeText(code ?? address ?? label ?? '') });
    from = found.index + found[0].length;
  }
  parts.push({ required: normalizeText(text.slice(from)) });
  // Optional parts at the edges need no match.
  const first = parts.findIndex(({ required }) => required);
  const last = parts.findLastIndex(({ required }) => required);
  const needed = parts
    .slice(Math.max(0, first), last + 1)
    .filter(({ required, optional }) => required ?? optional);
  if (needed.filter(({ optional }) => optional).length > MAX_OPTIONAL) {
    return needed.flatMap(({ required }) => required ?? []);
  }
  return [needed.map(({ required, optional }) => required ?? `(?:${optional})?`).join('')];
}

/** Allows a UI to replace an image by this many characters more than its text has. */
const MAX_CAPTION = 20;

function imagePattern(image: string): string {
  const [text = ''] = image.split(']');
  return `${normalizeText(image)}|.{0,${normalizeText(text).length + MAX_CAPTION}}?`;
}

/** Matches an entity as its source or decoded: a named one as any one or two letters. */
function entityPattern(entity: string): { required: string } | { optional: string } {
  const source = normalizeText(entity);
  if (!entity.startsWith('#')) return { optional: `${source}|\\p{L}\\p{L}?` };
  const isHex = /^#x/i.test(entity);
  const code = Number.parseInt(entity.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  const character = code <= 0x10ffff ? normalizeText(String.fromCodePoint(code)) : '';
  return character === '' ? { optional: source } : { required: `(?:${source}|${character})` };
}
