import type { Locator, Page } from '@playwright/test';
import { audit } from '../support/audit.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { STATES } from '../support/demo-app/page-states.ts';

/**
 * Pairs each width with one colour scheme: colours do not depend on the width, nor places on colours.
 * The narrow one comes last: the layout is measured in it.
 */
const VIEWS = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 360, height: 800, colorScheme: 'dark' },
] as const;
/** Depend on colours or places. The other rules read the document, which is the same in both views. */
const VIEW_RULES = ['color-contrast', 'scrollable-region-focusable', 'target-size'];

for (const { name, cassette, reach } of STATES) {
  test.describe(name, () => {
    test.use({ cassette: cassette, pace: 'manual', unused: 'ignore' });

    // Soft: the page is opened once, and no check hides another.
    test('passes axe in both views, and fits 360 px', async ({ page, chat, playhead }) => {
      // A moving colour has no contrast: what blinks stands still.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await reach({ page, chat, playhead });
      for (const [at, view] of VIEWS.entries()) {
        await page.setViewportSize(view);
        await page.emulateMedia(view);
        const rules = at > 0 ? VIEW_RULES : undefined;
        const { violations, incomplete, passes } = await audit(page, rules);
        const where = `${view.width} px, ${view.colorScheme}`;
        expect.soft(violations.map(nodesOf), where).toEqual([]);
        expect.soft(undecided(incomplete), `${where}: axe cannot decide`).toEqual([]);
        const passed = passes.map(({ id }) => id);
        expect.soft(passed, where).toContain('color-contrast');
      }
      expect.soft(await sideways(page), 'scrolls sideways').toEqual([0, 0, 0]);
      expect.soft(await cutOff(page.getByRole('log')), 'cuts text off').toEqual([]);
      for (const field of [
        page.getByRole('combobox', { name: 'Provider' }),
        page.getByLabel('API key'),
        page.getByRole('textbox', { name: 'Message' }),
      ]) {
        await expectFits(field);
      }
    });
  });
}

test('the longest choices of the demo fit 360 px', async ({ page, chat }) => {
  await page.setViewportSize(VIEWS[1]);
  await chat.openDemo('handmade/openai-chat/blank-lines-and-spaced-json');
  await expect(page.getByRole('combobox')).toHaveCount(3);
  for (const choice of await page.getByRole('combobox').all()) await expectFits(choice);
});

/** Measures how far the page can be scrolled sideways, in pixels. */
function sideways(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [document.documentElement, document.body, document.querySelector('main')!].map(
      (box) => box.scrollWidth - box.clientWidth,
    ),
  );
}

/** Lists elements that hold more than they show and cannot be scrolled. */
function cutOff(log: Locator): Promise<string[]> {
  return log.evaluate((root) =>
    [...root.querySelectorAll<HTMLElement>('*')]
      .filter((box) => box.scrollWidth > box.clientWidth && box.clientWidth > 1)
      .filter((box) => {
        const { overflowX, textOverflow } = getComputedStyle(box);
        return /hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis';
      })
      .map(({ className, tagName }) => `${tagName.toLowerCase()} ${className}`),
  );
}

async function expectFits(field: Locator): Promise<void> {
  const { x, width, height } = (await field.boundingBox())!;
  expect.soft(x).toBeGreaterThanOrEqual(0);
  expect.soft(x + width).toBeLessThanOrEqual(360);
  expect.soft(height, 'a finger hits it').toBeGreaterThanOrEqual(24);
}

interface Finding {
  id: string;
  nodes: readonly { html: string; any: readonly { message: string; data?: unknown }[] }[];
}

/** Lists what axe cannot decide, except table cells that the edge hides: visible ones are checked. */
function undecided(findings: readonly Finding[]): unknown[] {
  const kept = findings.map(({ id, nodes }) => ({
    id,
    nodes: nodes.filter(({ html, any }) => !/^<t[dh]>/.test(html) || !any.every(isPartlyHidden)),
  }));
  return kept.filter(({ nodes }) => nodes.length > 0).map(nodesOf);
}

function isPartlyHidden({ data }: { data?: unknown }): boolean {
  return (data as { messageKey?: string } | undefined)?.messageKey === 'elmPartiallyObscured';
}

function nodesOf({ id, nodes }: Finding): unknown {
  return { id, nodes: nodes.map(({ html, any }) => [html, any]) };
}
