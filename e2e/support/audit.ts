import type { Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

declare global {
  var axe: typeof import('axe-core');
}

/**
 * Runs axe in a page without frames.
 * @param rules the ids of the rules to apply. Default: those of axe
 */
export async function audit(page: Page, rules?: string[]): Promise<AxeResults> {
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  if (!loaded) await page.evaluate(axe.source);
  return page.evaluate(
    (values) => globalThis.axe.run(document, values ? { runOnly: { type: 'rule', values } } : {}),
    rules,
  );
}

/** Lists what violates a rule, as a person reads it. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await audit(page);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
