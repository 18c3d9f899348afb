import { readdirSync } from 'node:fs';
import { recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { MOMENTS, pictureOf, viewsOf } from '../support/demo-app/moments.ts';

const PICTURES = `${import.meta.dirname}/pictures`;

// Other systems draw letters in their own way and would fail them all.
test.skip(process.platform !== 'linux', 'Pictures are compared on Linux only.');

for (const moment of MOMENTS) {
  test.describe(moment.name, () => {
    test.use({ cassette: moment.cassette, pace: 'manual', unused: 'ignore' });

    for (const { name, viewport, colorSchemes } of viewsOf(moment)) {
      test.describe(name, () => {
        // A page for each window: one that was resized rounds its curves in another way.
        test.use({ viewport });

        test('looks as in its pictures', async ({ page, chat, playhead }) => {
          // Stops the page's clock: no wait counts down, no silence is announced meanwhile.
          await page.clock.install({ time: 0 });
          await page.clock.pauseAt(60_000);
          await moment.reach({ page, chat, playhead });
          await page.mouse.move(0, 0); // hovers over nothing that it has clicked
          for (const [at, colorScheme] of colorSchemes.entries()) {
            if (at > 0) await page.emulateMedia({ colorScheme });
            await expect.soft(page).toHaveScreenshot(pictureOf(moment, `${name}-${colorScheme}`));
          }
        });
      });
    }
  });
}

/** One whose calls come in an event each, one whose calls come in pieces: finished, the others look alike. */
const FINISHED = recordings.filter(({ name }) => /^groq\/tool|^openrouter/.test(name));

for (const recording of FINISHED) {
  test(`${recording.name} looks as in its picture when it is finished`, async ({ page, chat }) => {
    await chat.replay(recording);
    await expect(page).toHaveScreenshot(conversationOf(recording));
  });
}

test('every picture belongs to a test', () => {
  const made = [
    ...MOMENTS.flatMap((moment) =>
      viewsOf(moment).flatMap(({ name, colorSchemes }) =>
        colorSchemes.map((colors) => pictureOf(moment, `${name}-${colors}`)),
      ),
    ),
    ...FINISHED.map(conversationOf),
  ].map((names) => names.join('/'));
  const files = readdirSync(PICTURES, { recursive: true, encoding: 'utf8' });
  const unused = files.filter((file) => file.endsWith('.png') && !made.includes(file));
  expect(unused, 'delete what no test makes').toEqual([]);
});

function conversationOf({ name }: { name: string }): string[] {
  return ['conversations', `${name.replaceAll(/\W|_/g, '-')}.png`];
}
