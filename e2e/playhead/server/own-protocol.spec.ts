import { chatCassette, defineProtocol } from 'playhead/playwright';
import { openAndAsk } from '../../support/server/ask.ts';
import { expect, test } from '../../support/server/test.ts';

const protocol = defineProtocol({
  name: 'gateway',
  question: 'text',
  text: 'say',
  done: 'end',
  mediaType: 'application/x-ndjson',
});
// Where the back end asks, whatever it speaks there.
const url = 'http://localhost/v1/chat/completions';
const cassette = chatCassette([['Hi', ['Rather', ' warm']]], { protocol, url });
test.use({ cassette, protocol, pace: 'manual' });

test('a model with a protocol of its own is played to parts and texts', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openAndAsk(page, await backEndOf('pass-through'));
  const shown = page.locator('main');
  await playhead.until('text');
  expect(await shown.textContent()).toBe('{"say":"Rather"}\n');
  await playhead.until(/warm/);
  expect(await shown.textContent()).toBe('{"say":"Rather"}\n{"say":" warm"}\n');
  await playhead.until('finish');
  await playhead.finish();
  expect(playhead.transcript.turns.map(({ text }) => text)).toEqual(['Hi', 'Rather warm']);
});
