import type { Transcript } from 'playhead';
import { expect, test } from '../support/demo-app/fixtures.ts';

const TRANSCRIPT: Transcript = { turns: [{ role: 'user', text: 'Add **2** and 3' }] };
const shown = (text: string) => `<div role="log"><p>${text}</p></div>`;
const IN_SHADOW = shown('<template shadowrootmode="open"><b>Add</b> 2 <i>and 3</i></template>');

test('text in shadow roots is shown', async ({ page }) => {
  await page.goto(`data:text/html,${encodeURIComponent(IN_SHADOW)}`);
  await expect(page.getByRole('log')).toShowTranscript(TRANSCRIPT);
});

for (const [what, html, message] of [
  ['words that are missing', shown('Add 2'), 'Missing: turn 1, user: "Add **2** and 3"\nShown: '],
  ['two elements', shown('').repeat(2), 'resolved to 2 elements'],
  ['no element', '', "waiting for getByRole('log')"],
] as const) {
  test(`the error names ${what}`, async ({ page }) => {
    await page.setContent(html);
    const log = page.getByRole('log');
    await expect(expect(log).toShowTranscript(TRANSCRIPT, { timeout: 200 })).rejects.toThrow(
      message,
    );
  });
}

test('it waits as long as its expect is configured to', async ({ page }) => {
  await page.setContent(shown('Add 2'));
  const hasty = expect.configure({ timeout: 300 })(page.getByRole('log'));
  await expect(hasty.toShowTranscript(TRANSCRIPT)).rejects.toThrow(
    'the transcript within 0.3 s.\nMissing',
  );
});

test('.not rejects as well when the locator cannot be resolved', async ({ page }) => {
  await page.setContent(shown('').repeat(2));
  const look = expect(page.getByRole('log')).not.toShowTranscript(TRANSCRIPT, { timeout: 200 });
  await expect(look).rejects.toThrow('resolved to 2 elements');
});
