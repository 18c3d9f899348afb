import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NOT_OURS = new Set(['node_modules', 'test-results', 'playwright-report', 'dist', '.git']);

/** A page of the documentation: its path from the root of the repository, and its text. */
export interface Document {
  file: string;
  text: string;
}

/** Lists every page of Markdown in the repository. */
export function findDocuments(folder = ''): Document[] {
  const entries = readdirSync(path.join(ROOT, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : findDocuments(file);
    return file.endsWith('.md') ? [{ file, text: readText(file) }] : [];
  });
}

/** Reads a file of the repository. */
export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** A block of code, and the file that the comment above it names. */
export interface Snippet {
  line: number;
  code: string;
  file: string | undefined;
}

const parser = new MarkdownIt({ html: true });
const LANGUAGES = new Set(['ts', 'tsx', 'js', 'jsx', 'mjs', 'javascript', 'typescript']);

/** Lists the blocks of TypeScript and JavaScript in a page, and all others below a comment with a file. */
export function snippetsOf(text: string): Snippet[] {
  const tokens = parser.parse(text, {});
  return tokens.flatMap(({ type, info, content, map }, at) => {
    if (type !== 'fence') return [];
    const above = at > 0 && tokens[at - 1]!.type === 'html_block' ? tokens[at - 1]!.content : '';
    const file = /^<!-- (\S+) -->\n+$/.exec(above)?.[1];
    const isCode = LANGUAGES.has(info.trim()) || file !== undefined;
    return isCode ? [{ line: map![0] + 1, code: content, file }] : [];
  });
}

/** Lists the addresses of the links and images in a page. */
export function linksOf(text: string): string[] {
  const inline = parser.parse(text, {}).flatMap(({ children }) => children ?? []);
  const addresses = inline.map((token) => token.attrGet('href') ?? token.attrGet('src'));
  return addresses.filter((address) => typeof address === 'string');
}

/** Lists the anchors of the headings in a page, as GitHub makes them. */
export function anchorsOf(text: string): Set<string> {
  const tokens = parser.parse(text, {});
  const titles = tokens
    .filter((_, at) => tokens[at - 1]?.type === 'heading_open')
    .map(({ children }) => children!.map(({ content }) => content).join(''));
  const anchors = new Set<string>();
  for (const title of titles) {
    const kept = title.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '');
    const slug = kept.replaceAll(' ', '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}
