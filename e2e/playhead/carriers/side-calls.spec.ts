import { expect, test } from 'playhead/playwright';
import { cassette, interaction, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world');

test.use({
  cassette: cassette(interaction('Hi', events)),
  sideCalls: { title: 'Greetings', embeddings: 'zeros' },
  pace: 'manual',
  baseURL: ORIGIN,
});

test('a title is answered at once, while the chat is held', async ({ page, playhead }) => {
  await openPage(page);
  await page.evaluate(() => void ask('chat'));
  await playhead.step();
  await page.evaluate(() => ask('title', 'Find a title for: Hi'));
  expect(await readBy(page, 'title')).toContain('"content":"Greetings"');
  expect(await readBy(page, 'chat')).toBe(`[200]${events[0]}`);
  expect(playhead.requests.map(({ sideCall }) => sideCall)).toEqual([undefined, 'title']);
  await playhead.finish();
  expect(await readBy(page, 'chat')).toBe(`[200]${events.join('')}[end]`);
  expect(playhead.transcript.turns).toHaveLength(2);
});

test('embeddings never reach the network', async ({ page, playhead }) => {
  await openPage(page);
  await page.evaluate(() => {
    const body = JSON.stringify({ input: 'Hi', dimensions: 2 });
    return ask('zeros', '', { input: 'https://api.example.com/v1/embeddings', body });
  });
  expect(await readBy(page, 'zeros')).toMatch(/^\[200\].+"embedding":\[0,0\].+\[end\]$/);
  await page.evaluate(() => void ask('chat'));
  await playhead.finish();
});

test(
  'a side call is not a stream: a wait for one lists what was answered',
  { tag: '@page' },
  async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => ask('title', 'Find a title'));
    const next = playhead.nextStream({ timeout: 200 });
    await expect(next).rejects.toThrow(
      /sideCalls has answered:\n.+completions, by the rule "title"/,
    );
    await page.evaluate(() => void ask('chat'));
    await playhead.finish();
  },
);

test.describe('without a cassette', () => {
  test.use({ cassette: undefined });

  test('embeddings are answered all the same', async ({ page }) => {
    await openPage(page);
    await page.evaluate(() => {
      const body = JSON.stringify({ input: 'Hi', dimensions: 1 });
      return ask('zeros', '', { input: 'https://api.example.com/v1/embeddings', body });
    });
    expect(await readBy(page, 'zeros')).toContain('"embedding":[0]');
  });
});

test.describe('by a function', () => {
  test.use({
    sideCalls: async ({}, use) => {
      await use(({ body }) =>
        JSON.stringify(body).includes('tags') ? { tags: ['a'] } : undefined,
      );
    },
  });

  test('any JSON is answered', { tag: '@page' }, async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => ask('tags', 'Give me tags'));
    expect(await readBy(page, 'tags')).toBe('[200]{"tags":["a"]}[end]');
    await page.evaluate(() => void ask('chat'));
    await playhead.finish();
  });
});
