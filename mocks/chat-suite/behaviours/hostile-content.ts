import type { Locator } from '@playwright/test';
import type { Behaviour } from '../behaviour.ts';

const RUN = 'globalThis.ranHostileCode = true';

/** What a model may be talked into saying. */
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

const DANGERS = 'elements of the log that run code of the answer';

/** What becomes of code in an answer. */
export const HOSTILE_CONTENT: readonly Behaviour[] = [
  {
    title: 'shows hostile text, and runs none of it',
    async check(lead) {
      const { driver, expect, page } = lead;
      await lead.open();
      // What a browser refuses to run is as wrong, were it not for the security policy of the day.
      await lead.converse(async (stream) => {
        while (stream.remaining > 0) {
          await stream.step();
          expect(await dangersIn(driver.log(page)), DANGERS).toEqual([]);
        }
        await stream.finish();
      });
      await expect(driver.log(page)).toContainText('Before it.');
      await expect(driver.log(page)).toContainText('After it.');
      expect(await dangersIn(driver.log(page)), DANGERS).toEqual([]);
      const ran = await page.evaluate(() => 'ranHostileCode' in globalThis);
      expect(ran, 'code of the answer has run').toBe(false);
    },
  },
];

/** The elements that would run code of the answer, in words; also those in shadow trees. */
async function dangersIn(locator: Locator): Promise<string[]> {
  return locator.evaluate((log) => {
    const dangers: string[] = [];
    const walk = (root: Element | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        const runs = [...element.attributes].some(
          ({ name, value }) =>
            (name.startsWith('on') && value.includes('ranHostileCode')) ||
            (name === 'srcdoc' && value.includes('<script')) ||
            // Browsers leave out blanks and control characters, too.
            /^javascript:/i.test(value.replaceAll(/[\s\p{Cc}]/gu, '')),
        );
        const isScript = element.localName === 'script' && /ranHostile/.test(element.textContent);
        if (runs || isScript) dangers.push(element.outerHTML);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(log);
    return dangers;
  });
}
