import type { Locator } from '@playwright/test';
import { normalizeText } from './markdown-lines.ts';
import { pageFunction } from '../fixture/page-scripts.ts';

const textScript = () =>
  pageFunction('text.js', 'allTextOf([given].flat())') as (elements: Element | Element[]) => string;

/** Reads the text of an element and of its open shadow trees, which `textContent` leaves out. */
export function elementText(locator: Locator, options?: { timeout?: number }): Promise<string> {
  return locator.evaluate(textScript(), undefined, options);
}

/** Reads the letters and digits of elements, one after another. */
export async function normalizedText(locator: Locator): Promise<string> {
  return normalizeText(await locator.evaluateAll(textScript()));
}
