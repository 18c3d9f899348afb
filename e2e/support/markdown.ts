import type { Locator } from '@playwright/test';
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt();

/**
 * Lists the lines a person reads in rendered markdown. By another parser than the app's: one bug must
 * not cancel another.
 */
export function visibleLines(markdown: string): string[] {
  const lines = parser.parse(markdown, {}).flatMap(({ children, content }) => {
    const words = children?.map((token) => (token.type.endsWith('break') ? '\n' : token.content));
    return (words?.join('') ?? content).split('\n');
  });
  return withoutBlanks(lines);
}

/** Lists the lines a person reads in a part of the page. */
export async function visibleLinesOf(locator: Locator): Promise<string[]> {
  return withoutBlanks((await locator.innerText()).split('\n'));
}

/** Keeps letters and digits, where neither marks nor white space are compared. */
export function lettersAndDigits(text: string | null): string {
  return (text ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function withoutBlanks(lines: string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
