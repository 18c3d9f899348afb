import { setupWorker } from 'msw/browser';
import { chatCassette } from 'playhead';
import { createPlayhead } from 'playhead/browser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openChat } from './chat.js'; // the code under test

const worker = setupWorker();
beforeAll(() => worker.start({ quiet: true }));
afterEach(() => worker.resetHandlers());
afterAll(() => worker.stop());

test('shows an answer while it comes', async () => {
  const playhead = createPlayhead(chatCassette([['Hi', ['Hello', ' there', '.']]]));
  worker.use(...playhead.handlers);

  openChat();
  await page.getByLabelText('Message').fill('Hi');
  await page.getByRole('button', { name: 'Send' }).click();
  await playhead.until(/there/); // the page has read and rendered it
  expect(page.getByRole('log').element().textContent).toBe('Hello there');
  await playhead.finish();
  expect(page.getByRole('log').element().textContent).toBe('Hello there.');
  playhead.assertAllUsed();
});
