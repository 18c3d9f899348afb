import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { setupServer } from 'msw/node';
import { chatCassette, createPlayhead } from 'playhead';
import { ask } from './ask.js'; // the code under test

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test('shows an answer while it comes', async () => {
  const playhead = createPlayhead(chatCassette([['Hi', ['Hello', ' there', '.']]]));
  server.use(...playhead.handlers);

  let shown = '';
  const answer = ask('Hi', (text) => (shown = text));
  await playhead.until(/there/);
  expect(shown).toBe('Hello there');
  await playhead.finish();
  expect(await answer).toBe('Hello there.');
  playhead.assertAllUsed();
});
