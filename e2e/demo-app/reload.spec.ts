import type { Page } from '@playwright/test';
import type { Playhead } from 'playhead/playwright';
import { cassetteNamed } from '../support/cassettes.ts';
import type { Chat } from '../support/demo-app/chat.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { playAnswer } from '../support/demo-app/expect-recorded-answer.ts';

const recorded = cassetteNamed('groq/tool_streaming');
const { provider, prompt, answers } = recorded;

test.use({ cassette: recorded.name, pace: 'manual', repeat: true });

/** A place in the answer: in which turn, after which part. */
type Place = readonly [turn: number, part: 'text' | 'tool-call'];

/** Ways to leave a page and come back, and where. */
const WAYS: [way: string, leave: (page: Page) => Promise<unknown>, place: Place][] = [
  ['a reload', (page) => page.reload(), [1, 'text']],
  [
    'back and forward',
    async (page) => {
      await page.goBack();
      await page.goForward();
    },
    [0, 'text'],
  ],
  [
    'another page and back',
    async (page) => {
      await page.goto('about:blank');
      await page.goBack();
    },
    [0, 'tool-call'],
  ],
];

for (const [way, leave, [turn, part]] of WAYS) {
  test(`${way} in turn ${turn + 1}, at ${part}, starts the app anew`, async ({
    page,
    chat,
    playhead,
  }) => {
    const pageErrors: string[] = [];
    page.on('pageerror', ({ message }) => pageErrors.push(message));
    await page.goto('about:blank');
    await chat.open(provider);
    await chat.send(prompt);
    for (let at = 0; at < turn; at++) await playhead.finish();
    const stream = await playhead.nextStream();
    await stream.until(part);
    await leave(page);
    expect(await stream.waitForAbort()).toMatchObject({ by: 'page' });

    await expect(chat.messages).toHaveCount(0);
    await expect(chat.alert).toHaveCount(0);
    await expect(chat.stopButton).toHaveCount(0);
    await expect(chat.box).toBeFocused();
    await expect(chat.box).toHaveValue('');
    await expectAnswer(page, chat, playhead);
    expect(pageErrors).toEqual([]);
  });
}

test('a reload after a failure starts the app anew', async ({ page, chat, playhead }) => {
  await chat.open(provider);
  await chat.send(prompt);
  await playhead.fail({ type: 'status', status: 429, headers: { 'retry-after': '60' } });
  await expect(chat.retryButton).toContainText('Try again in');
  await page.reload();
  await expect(chat.alert).toHaveCount(0);
  await expect(chat.retryButton).toHaveCount(0);
  await expectAnswer(page, chat, playhead);
});

test('an answer after a reload holds nothing of the one before', async ({
  page,
  chat,
  playhead,
}) => {
  await chat.open(provider);
  await chat.send(prompt);
  const stream = await playhead.nextStream();
  await stream.until('text');
  await page.reload();
  await stream.waitForAbort();
  await chat.send(prompt);
  const next = await playhead.nextStream();
  await expect(chat.answers).toHaveCount(0);
  await next.until('text');
  await expect(chat.answers).toHaveText(["I'll"]);
  await next.finish();
  await playhead.finish();
  await chat.finish(answers.length);
});

test('without session storage the key lasts as long as the page', async ({
  page,
  chat,
  playhead,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied.', 'SecurityError');
      },
    });
  });
  await chat.open(provider);
  await expect(page.getByLabel('API key')).toHaveValue('a key');
  await chat.send(prompt);
  await playAnswer({ page, chat, playhead }, recorded);
  await page.reload();
  await page.getByRole('combobox', { name: 'Provider' }).selectOption(provider);
  await expect(page.getByLabel('API key')).toHaveValue('');
});

/** Sends the prompt with the key that the tab still has, and expects the recorded answer. */
async function expectAnswer(page: Page, chat: Chat, playhead: Playhead): Promise<void> {
  await page.getByRole('combobox', { name: 'Provider' }).selectOption(provider);
  await expect(page.getByLabel('API key')).toHaveValue('a key');
  await chat.send(prompt);
  await playAnswer({ page, chat, playhead }, recorded);
}
