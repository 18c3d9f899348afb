import type { Locator } from '@playwright/test';
import { normalizeText } from './markdown-lines.ts';
import { textScript } from '../fixture/page-scripts.ts';

/** Reads the text of an element and of its open shadow trees, which `textContent` leaves out. */
export function elementText(locator: Locator, options?: { timeout?: number }): Promise<string> {
  return locator.evaluate(textScript(), undefined, options);
}

/** Reads the letters and digits of elements, one after another. */
export async function normalizedText(locator: Locator): Promise<string> {
  return normalizeText(await locator.evaluateAll(textScript()));
}
