import { setupServer } from 'msw/node';
import { chatCassette, createPlayhead } from 'playhead';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openChat } from './chat.js';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test('shows the answer in the log while it comes', async () => {
  const playhead = createPlayhead(chatCassette([['Hi', ['Hello', ' there', '.']]]));
  server.use(...playhead.handlers);

  openChat();
  document.querySelector('input').value = 'Hi';
  document.querySelector('button').click();
  const log = document.querySelector('[role=log]');
  await playhead.until('text');
  expect(log.textContent.trim()).toBe('Hello');
  await playhead.finish();
  expect(log.textContent.trim()).toBe('Hello there.');
});
