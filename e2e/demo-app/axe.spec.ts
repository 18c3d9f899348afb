import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { STATES } from '../support/demo-app/page-states.ts';

/** Colours do not hang on the width, and places do not hang on the colours. */
const VIEWS = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 360, height: 800, colorScheme: 'dark' },
] as const;

for (const { name, cassette, reach } of STATES) {
  test.describe(name, () => {
    test.use({ cassette: cassette, pace: 'manual', unused: 'ignore' });

    test('axe finds nothing, in light and wide, in dark and narrow', async ({
      page,
      chat,
      playhead,
    }) => {
      // A moving colour has no contrast: what blinks stands still.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await reach({ page, chat, playhead });
      for (const view of VIEWS) {
        await page.setViewportSize(view);
        await page.emulateMedia(view);
        const { violations, incomplete, passes } = await new AxeBuilder({ page }).analyze();
        const where = `${view.width} px, ${view.colorScheme}`;
        expect(violations.map(nodesOf), where).toEqual([]);
        expect(untold(incomplete), `${where}: axe cannot tell`).toEqual([]);
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

/** What axe cannot tell, but for cells of a table that its edge hides: those in sight are checked. */
function untold(findings: readonly Finding[]): unknown[] {
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
