import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';
import { STATES } from './states.ts';

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [1280, 360];

for (const { name, cassette, reach } of STATES) {
  test.describe(name, () => {
    test.use({ cassette: [cassette], pace: 'manual', unused: 'ignore' });

    test('axe finds nothing, in light and dark, wide and narrow', async ({
      page,
      chat,
      playhead,
    }) => {
      // A moving colour has no contrast: what blinks stands still.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await reach({ page, chat, playhead });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          const { violations, incomplete, passes } = await new AxeBuilder({ page }).analyze();
          const where = `${width} px, ${colorScheme}`;
          expect(violations.map(nodesOf), where).toEqual([]);
          expect(untold(incomplete), `${where}: axe cannot tell`).toEqual([]);
          expect(
            passes.map(({ id }) => id),
            where,
          ).toContain('color-contrast');
        }
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
