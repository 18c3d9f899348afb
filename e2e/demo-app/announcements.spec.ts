import type { Page } from '@playwright/test';
import { cassetteNamed } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { event, cassette, interaction } from '../support/handmade.ts';
import { answering, piecesOf, QUESTION } from '../support/demo-app/answer.ts';

declare global {
  var announced: string[][];
}

const SENTENCES = Array.from({ length: 16 }, (_, at) => `Sentence number ${at} is **here**.`);
const CODE = '\n\n```js\nsecret(1);\nsecret(2);\n```\n\n';
const ANSWER = `${SENTENCES.slice(0, 8).join(' ')}${CODE}${SENTENCES.slice(8).join(' ')}`;
const TOKENS = piecesOf(ANSWER, 4);

test.describe('a long answer', () => {
  test.use({ cassette: answering(...TOKENS), pace: 'manual' });

  test('is announced by the sentence, completely, once and in order', async ({
    page,
    chat,
    playhead,
  }) => {
    await hear(page);
    await chat.open();
    await chat.send(QUESTION);
    const stream = await playhead.nextStream();
    // One by one: what comes together would be said together.
    while (stream.remaining > 1) await stream.step();
    await stream.finish();
    await chat.finish(1);
    const said = await heard(page);
    const all = said.flat().join(' ');
    const parts = [...SENTENCES.slice(0, 8), 'Code block.', ...SENTENCES.slice(8)];
    expect(all).toBe(`${parts.join(' ').replaceAll('**', '')} Answer complete`);
    expect(TOKENS.length).toBeGreaterThan(100);
    expect(said.length).toBeLessThanOrEqual(parts.length + 1);
    expect(said.length, 'while it streams').toBeGreaterThan(SENTENCES.length / 2);
  });
});

test.describe('a tool', () => {
  const weather = cassetteNamed('groq/tool_streaming');
  test.use({ cassette: weather.name });

  test('is announced when it runs and when it is done', async ({ page, chat }) => {
    await hear(page);
    // The tool runs until that is announced: a quick one is done before React renders that it runs.
    await page.route('**/api/weather*', async (route) => {
      await expect.poll(async () => (await heard(page)).flat()).toContain('Running weather');
      await route.continue();
    });
    await chat.open();
    await chat.ask(weather.prompt);
    // Nothing holds the stream here, and announcements come after the text.
    const last = async () => (await heard(page)).flat().at(-1);
    await expect.poll(last).toBe('Answer complete');
    const all = (await heard(page)).flat();
    const ofTool = all.filter((words) => /^Running |^weather /.test(words));
    expect(ofTool).toEqual(['Running weather', 'weather done']);
  });
});

test.describe('an answer that breaks off', () => {
  test.use({
    cassette: cassette(interaction(QUESTION, [event({ content: 'It is' })])),
    pace: 'manual',
  });

  test('is not announced as complete', async ({ page, chat, playhead }) => {
    await hear(page);
    await chat.open();
    await chat.send(QUESTION);
    const stream = await playhead.nextStream();
    await stream.step();
    await stream.fail({ type: 'disconnect' });
    await expect(chat.alert).toBeVisible();
    expect((await heard(page)).flat()).toEqual(['It is']);
  });
});

test.describe('the log', () => {
  test.use({ cassette: answering('It is 5.'), unused: 'ignore' });

  test('is silent next to one polite region', async ({ page, chat }) => {
    await chat.open();
    await expect(page.getByRole('log')).toHaveAttribute('aria-live', 'off');
    const region = page.getByRole('status', { name: 'Announcements' });
    await expect(region).toHaveCount(1);
    expect(await page.getByRole('log').locator('[aria-live]').count()).toBe(0);
  });
});

/** Records each change of the region, as a screen reader would hear it. */
async function hear(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.announced = [];
    new MutationObserver((changes) => {
      const words = changes.flatMap(({ target, addedNodes }) =>
        (target as Element).closest?.('[aria-label="Announcements"]')
          ? [...addedNodes].map(({ textContent }) => textContent ?? '')
          : [],
      );
      if (words.length > 0) globalThis.announced.push(words);
    }).observe(document, { childList: true, subtree: true });
  });
}

function heard(page: Page): Promise<string[][]> {
  return page.evaluate(() => globalThis.announced);
}
