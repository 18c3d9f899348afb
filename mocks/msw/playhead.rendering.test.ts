import { expect, onTestFinished, test } from 'vitest';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { clock } from '../stream/clock.ts';
import { post, server } from '../test/server.ts';
import { createPlayhead } from './playhead.ts';

test('a verb resolves when the app has rendered in a few turns of the event loop', async () => {
  const playhead = createPlayhead(chatCassette([['Hi', ['Hello', ' there.']]]));
  server.listen({ onUnhandledRequest: 'bypass' });
  server.resetHandlers(...playhead.handlers);
  onTestFinished(() => server.close());

  let shown = '';
  const show = async () => {
    const { body } = await post({ messages: [{ role: 'user', content: 'Hi' }], stream: true });
    for await (const bytes of body!) {
      // As React does: a render, its effects, and the render of what they set.
      const rendered = clock.turn().then(clock.turn).then(clock.turn);
      void rendered.then(() => (shown += new TextDecoder().decode(bytes)));
    }
  };
  const read = show();
  await playhead.until(/Hello/);
  expect(shown).toContain('Hello');
  await playhead.finish();
  await read;
});
