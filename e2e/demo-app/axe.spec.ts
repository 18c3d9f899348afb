import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { STATES } from '../support/demo-app/page-states.ts';

/** Pairs each width with one colour scheme: colours do not depend on the width, nor places on colours. */
const VIEWS = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 360, height: 800, colorScheme: 'dark' },
] as const;
/** Depend on colours or places. The other rules read the document, which is the same in both views. */
const VIEW_RULES = ['color-contrast', 'scrollable-region-focusable', 'target-size'];

for (const { name, cassette, reach } of STATES) {
  test.describe(name, () => {
    test.use({ cassette: cassette, pace: 'manual', unused: 'ignore' });

    test('passes axe, wide and light as well as narrow and dark', async ({
      page,
      chat,
      playhead,
    }) => {
      // A moving colour has no contrast: what blinks stands still.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await reach({ page, chat, playhead });
      for (const [at, view] of VIEWS.entries()) {
        await page.setViewportSize(view);
        await page.emulateMedia(view);
        // Legacy mode needs no second page: the app has no frames.
        const axe = new AxeBuilder({ page }).setLegacyMode();
        if (at > 0) axe.withRules(VIEW_RULES);
        const { violations, incomplete, passes } = await axe.analyze();
        const where = `${view.width} px, ${view.colorScheme}`;
        expect(violations.map(nodesOf), where).toEqual([]);
        expect(undecided(incomplete), `${where}: axe cannot decide`).toEqual([]);
        expect(
          passes.map(({ id }) => id),
          where,
        ).toContain('color-contrast');
      }
    });
  });
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
