import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, type Document, findDocuments, linksOf } from '../support/documents.ts';

const documents = findDocuments();

test('no link of a page is dead in the repository', () => {
  expect(deadLinks(documents, (file) => existsSync(file) && !/^dist\b/.test(file))).toEqual([]);
});

test('no link of a page is dead in the package', () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }];
  const packed = files.map((file) => file.path);
  const pages = documents.filter(({ file }) => packed.includes(file));
  expect(pages.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['README.md', 'mocks/README.md', 'mocks/record/import/README.md']),
  );
  const isPacked = (file: string) =>
    packed.some((each) => each === file || each.startsWith(`${file}/`));
  expect(deadLinks(pages, isPacked)).toEqual([]);
});

test('every page in the package can be reached from its README', () => {
  const shipped = documents.filter(({ file }) => /^(?:README\.md$|SKILL\.md$|mocks\/)/.test(file));
  const reached = new Set<string>();
  const queue = ['README.md'];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const page = shipped.find((each) => each.file === file);
    if (page === undefined || reached.has(file)) continue;
    reached.add(file);
    queue.push(...linksOf(page.text).map((link) => targetOf(page.file, link).file));
  }
  expect(shipped.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});

/** Lists the links of pages that lead nowhere, each with its page. */
function deadLinks(pages: readonly Document[], exists: (file: string) => boolean): string[] {
  return pages.flatMap((page) =>
    linksOf(page.text)
      .filter((link) => !(isAddress(link) || leadsTo(page, link, pages, exists)))
      .map((link) => `${page.file}: ${link}`),
  );
}

function leadsTo(
  page: Document,
  link: string,
  pages: readonly Document[],
  exists: (file: string) => boolean,
): boolean {
  const { file, anchor } = targetOf(page.file, link);
  if (anchor === undefined) return exists(file);
  const target = pages.find((each) => each.file === file);
  return target !== undefined && anchorsOf(target.text).has(anchor);
}

/** Finds the file that a link of a page leads to, from the root of the repository, and the place in it. */
function targetOf(page: string, link: string): { file: string; anchor: string | undefined } {
  const [relative, anchor] = decodeURI(link).split('#') as [string, string?];
  const file = path.posix.join(path.posix.dirname(page), relative).replace(/\/$/, '');
  return { file: relative === '' ? page : file, anchor };
}

function isAddress(link: string): boolean {
  return /^https?:/.test(link) && URL.canParse(link);
}
