import type { Page } from '@playwright/test';
import type { Interaction } from 'playhead';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { distanceToEnd } from '../support/demo-app/distance-to-end.ts';
import { cassette, interaction, textEvents } from '../support/handmade.ts';

const TURNS = 40;

interface Message {
  role: 'user' | 'assistant';
  content: string;
}

/** Makes question after question, each with all messages before it. */
function conversation(): Interaction[] {
  const messages: Message[] = [];
  return Array.from({ length: TURNS + 1 }, (_, id) => {
    const prompt = `Question ${id}`;
    const pieces = [`Answer **${id}**:\n\n`, '- one\n', '- two\n\n', 'Done.'];
    messages.push({ role: 'user', content: prompt });
    const made = interaction(prompt, textEvents(...pieces));
    const body = JSON.stringify({ stream: true, messages });
    messages.push({ role: 'assistant', content: pieces.join('') });
    return { ...made, id, request: { ...made.request, body } };
  });
}

declare global {
  var otherChanges: string[];
}

test.use({ cassette: cassette(...conversation()) });

test('a conversation of 40 turns renders only what is new', async ({ page, chat, playhead }) => {
  await chat.open();
  await askOften(page, TURNS);
  await chat.finish(TURNS);
  for (let turn = 0; turn < TURNS; turn++) await playhead.nextStream();
  await playhead.hold();
  await expect(chat.messages.first()).toBeAttached();

  await chat.send(`Question ${TURNS}`);
  const stream = await playhead.nextStream();
  await stream.step();
  await expect(chat.answers).toHaveCount(TURNS + 1);
  await watchOthers(page);
  await stream.step(2);
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
  await page.getByRole('main').evaluate((box) => box.scrollTo(0, 4000));
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toHaveCount(0);
  await stream.finish();
  await expect(chat.answers.last()).toContainText('Done.');
  expect(await page.getByRole('main').evaluate((box) => box.scrollTop)).toBe(4000);
  expect(await page.evaluate(() => globalThis.otherChanges)).toEqual([]);
});

/** Sends the questions in the page itself, which saves four messages between browser and test each. */
async function askOften(page: Page, questions: number): Promise<void> {
  await page.evaluate(async (times) => {
    const box = document.querySelector('textarea')!;
    // React's own setter would take the change for its own.
    const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!;
    const answers = document.getElementsByClassName('message-assistant');
    const frame = () => new Promise(requestAnimationFrame);
    for (let turn = 0; turn < times; turn++) {
      value.set!.call(box, `Question ${turn}`);
      box.dispatchEvent(new Event('input', { bubbles: true }));
      // The app takes no question while it answers one.
      while (answers.length <= turn) {
        await frame();
        const key = { key: 'Enter', bubbles: true, cancelable: true };
        if (box.value !== '') box.dispatchEvent(new KeyboardEvent('keydown', key));
      }
    }
  }, questions);
}

/** Records changes of the log outside its last turn. */
async function watchOthers(page: Page): Promise<void> {
  await page.getByRole('log').evaluate((log) => {
    globalThis.otherChanges = [];
    const last = log.lastElementChild!;
    new MutationObserver((changes) => {
      for (const { target, type } of changes) {
        if (!last.contains(target)) globalThis.otherChanges.push(`${type} ${target.nodeName}`);
      }
    }).observe(log, { childList: true, characterData: true, attributes: true, subtree: true });
  });
}
