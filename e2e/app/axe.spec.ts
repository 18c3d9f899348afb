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
          expect(incomplete.map(nodesOf), `${where}: axe cannot tell`).toEqual([]);
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
  nodes: readonly { html: string; any: readonly { message: string }[] }[];
}

function nodesOf({ id, nodes }: Finding): unknown {
  return { id, nodes: nodes.map(({ html, any }) => [html, any.map(({ message }) => message)]) };
}
