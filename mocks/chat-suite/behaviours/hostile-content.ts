import type { Locator } from '@playwright/test';
import type { Behaviour } from '../behaviour.ts';

const RUN = 'globalThis.ranHostileCode = true';

/** Streams what a model may be made to say. */
export const HOSTILE = [
  'Before it. ',
  `\n\n<script>${RUN}</script>`,
  `\n\n<img src="/no-such-image" onerror="${RUN}">`,
  `\n\n<svg onload="${RUN}"></svg>`,
  `\n\n<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `\n\n<a href="javascript:${RUN}">a link in HTML</a>`,
  `\n\n[a link](javascript:${RUN}) and ![an image](javascript:${RUN})`,
  `\n\n[another link](JaVaScRiPt:${RUN})`,
  '\n\nAfter it.',
];

const MESSAGE = 'elements of the log that would run code of the answer';

/** Checks that code in an answer stays text. */
export const HOSTILE_CONTENT: readonly Behaviour[] = [
  {
    id: 'keep-hostile-content-inert',
    title: 'shows hostile content without running it',
    async check({ driver, expect, open, page, playConversation }) {
      const log = driver.log(page);
      await open();
      // Elements count even where a security policy keeps them from running.
      await playConversation(async (stream) => {
        while (stream.remaining > 0) {
          await stream.step();
          expect(await findExecutable(log), MESSAGE).toEqual([]);
        }
        await stream.finish();
      });
      await expect(log, 'the text before the code').toContainText('Before it.');
      await expect(log, 'the text after the code').toContainText('After it.');
      expect(await findExecutable(log), MESSAGE).toEqual([]);
      const hasRun = await page.evaluate(() => 'ranHostileCode' in globalThis);
      expect(hasRun, 'code of the answer has run').toBe(false);
    },
  },
];

/** Finds elements that would run code of the answer, as HTML; also those in shadow trees. */
async function findExecutable(locator: Locator): Promise<string[]> {
  return locator.evaluate((log) => {
    const found: string[] = [];
    const walk = (root: Element | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        const runs = [...element.attributes].some(
          ({ name, value }) =>
            (name.startsWith('on') && value.includes('ranHostileCode')) ||
            (name === 'srcdoc' && value.includes('<script')) ||
            // Browsers ignore blanks and control characters, too.
            /^javascript:/i.test(value.replaceAll(/[\s\p{Cc}]/gu, '')),
        );
        const isScript = element.localName === 'script' && /ranHostile/.test(element.textContent);
        if (runs || isScript) found.push(element.outerHTML);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(log);
    return found;
  });
}
