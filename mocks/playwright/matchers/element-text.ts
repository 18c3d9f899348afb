import type { Locator } from '@playwright/test';
import type { readShown } from '../../browser/text.ts';
import { normalizeText } from '../../util/text.ts';
import { pageFunction } from '../fixture/page-scripts.ts';

const textScript = () =>
  pageFunction('text.js', 'allTextOf([given].flat())') as (elements: Element | Element[]) => string;

/** Reads the text of an element and of its open shadow trees, which `textContent` leaves out. */
export function elementText(locator: Locator, options?: { timeout?: number }): Promise<string> {
  return locator.evaluate(textScript(), undefined, options);
}

/** Reads the text of an element, and what it repeats side by side that holds one of the names. */
export function readElement(
  locator: Locator,
  names: readonly string[],
  options?: { timeout?: number },
): Promise<ReturnType<typeof readShown>> {
  const script = pageFunction('text.js', 'readShown(given, argument)') as (
    element: Element,
    names: readonly string[],
  ) => ReturnType<typeof readShown>;
  return locator.evaluate(script, names, options);
}

/** Reads the letters and digits of elements, one after another. */
export async function normalizedText(locator: Locator): Promise<string> {
  return normalizeText(await locator.evaluateAll(textScript()));
}
