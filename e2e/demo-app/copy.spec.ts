import { expect, test } from '../support/demo-app/fixtures.ts';
import { answering, QUESTION } from '../support/demo-app/answer.ts';

const ANSWER = 'The **sum**:\n\n```js\nadd(2, 3);\nmultiply(2, 3);\n```\n\nSo it is 5.';

test.use({ cassette: answering(ANSWER.slice(0, 20), ANSWER.slice(20)), pace: 'manual' });

test.describe('with clipboard permission', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('Copy copies the markdown as received', async ({ page, chat, playhead }) => {
    await page.clock.install();
    await chat.open();
    await chat.send(QUESTION);
    const stream = await playhead.nextStream();
    await stream.step();
    const copy = chat.answers.getByRole('button', { name: 'Copy', exact: true });
    await expect(copy, 'half an answer cannot be copied').toHaveCount(0);
    await stream.finish();

    await copy.press('Enter');
    const note = chat.answers.getByRole('status').filter({ hasText: 'Copied' });
    await expect(note).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(ANSWER);
    await expect(copy).toBeFocused();
    await page.clock.runFor(2000);
    await expect(note).toHaveCount(0);
  });

  test('Copy code copies the code alone', async ({ page, chat, playhead }) => {
    await chat.open();
    await chat.send(QUESTION);
    await (await playhead.nextStream()).finish();
    await chat.answers.getByRole('button', { name: 'Copy code' }).click();
    await expect(chat.answers.getByText('Copied')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe('add(2, 3);\nmultiply(2, 3);\n');
  });
});

test('a browser that blocks copying is explained', async ({ page, chat, playhead }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = async () => {
      throw new DOMException('Write permission denied.', 'NotAllowedError');
    };
  });
  await chat.open();
  await chat.send(QUESTION);
  await (await playhead.nextStream()).finish();
  await chat.answers.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.answers.getByRole('status').filter({ hasText: 'blocked' })).toHaveText(
    'The browser blocked copying. Select the text and copy it yourself.',
  );
});
