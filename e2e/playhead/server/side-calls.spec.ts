import { chatCassette } from 'playhead';
import { ask, openAndAsk } from '../../support/server/ask.ts';
import { expect, test } from '../../support/server/test.ts';

test.use({
  cassette: chatCassette([['Hi', ['one ', 'two ']]]),
  sideCalls: { title: 'Greetings' },
  pace: 'manual',
});

test('a title that the back end asks for is answered, while the chat is held', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openAndAsk(page, await backEndOf('own-sse'));
  await playhead.until(/one/);
  await ask(page, 'Find a title for: Hi');
  const shown = page.locator('main');
  await expect(shown).toContainText('Greetings');
  expect(await shown.textContent()).not.toContain('two ');
  await playhead.step();
  expect(await shown.textContent()).toContain('two ');
  await playhead.finish();
  expect(playhead.requests.map(({ sideCall }) => sideCall)).toEqual([undefined, 'title']);
});
