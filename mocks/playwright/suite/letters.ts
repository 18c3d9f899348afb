import type { Locator } from '@playwright/test';

/** The letters and digits of a text: what a UI makes of markdown and blanks is its own affair. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The letters and digits that elements show, one after another. */
export async function shownLetters(locator: Locator): Promise<string> {
  return lettersOf((await locator.allTextContents()).join('\n'));
}

/** How often one text is in another. */
export function countOf(text: string, within: string): number {
  return text === '' ? 0 : within.split(text).length - 1;
}
