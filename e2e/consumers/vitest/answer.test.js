import { setupServer } from 'msw/node';
import { chatCassette, createPlayhead } from 'playhead';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
  await playhead.until(/there/); // the code under test has read this much, and no more
  expect(shown).toBe('Hello there');
  await playhead.finish();
  expect(await answer).toBe('Hello there.');
  playhead.assertAllUsed();
});

test('says that the model is overloaded', async () => {
  const playhead = createPlayhead(chatCassette([['Hi', ['Hello.']]]));
  server.use(...playhead.handlers);

  const answer = ask('Hi', () => {});
  const failed = expect(answer).rejects.toThrow('529');
  await playhead.fail({ type: 'status', status: 529 });
  await failed;
});
