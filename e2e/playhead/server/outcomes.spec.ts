import { chatCassette } from 'playhead';
import { serve } from 'playhead/server';
import { ask, openAndAsk, openEmpty } from '../../support/server/ask.ts';
import { startBackEnd } from '../../support/back-ends/start-back-end.ts';
import { expect, test } from '../../support/server/test.ts';

// How a stream ends, or does not, where a back end is between the page and the model.

test.use({
  cassette: chatCassette([['Hi', ['one ', 'two ', 'three ', 'four ']]]),
  pace: 'manual',
});

test('waitForAbort() sees a stop that the back end passes on', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openAndAsk(page, await backEndOf('own-sse'));
  await playhead.step(3);
  const aborted = playhead.waitForAbort();
  await page.evaluate(() => asking.abort());
  expect(await aborted).toMatchObject({ by: 'app', position: 3 });
});

test('waitForAbort() reports a stop that the back end does not pass on', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openAndAsk(page, await backEndOf('ndjson'));
  await playhead.until(/one/);
  await page.evaluate(() => asking.abort());
  const aborted = playhead.waitForAbort({ timeout: 300 });
  await expect(aborted).rejects.toThrow(
    /the page has cancelled POST \/chat, and its back end has not/,
  );
});

test('waitForAbort() says that nobody has stopped', async ({ page, playhead, backEndOf }) => {
  await openAndAsk(page, await backEndOf('own-sse'));
  await playhead.until(/one/);
  const aborted = playhead.waitForAbort({ timeout: 300 });
  await expect(aborted).rejects.toThrow('neither the page nor its back end has cancelled');
});

test.describe('with nothing expected', () => {
  test.use({ unused: 'ignore' });

  test('a back end that asks nothing is named, with the base URL it needs', async ({
    page,
    playhead,
    backEndOf,
    modelServer,
  }) => {
    await openEmpty(page, (await backEndOf('own-sse')).url);
    await page.evaluate(() => void fetch('/elsewhere', { method: 'POST' }));
    const stream = playhead.nextStream({ timeout: 500 });
    await expect(stream).rejects.toThrow(
      new RegExp(`POST .*/elsewhere[^]*its provider to ${modelServer.url}/v1`),
    );
  });
});

test('a stream goes on when its page is closed', async ({ context, page, playhead, backEndOf }) => {
  await openAndAsk(page, await backEndOf('ndjson'));
  await playhead.until(/one/);
  await context.newPage();
  await page.close();
  await playhead.finish();
  expect(playhead.transcript.turns.at(-1)).toMatchObject({ text: 'one two three four ' });
});

test('a back end that dies has cancelled its request', async ({ page, playhead, modelServer }) => {
  const { url, close } = await startBackEnd('own-sse', `${modelServer.url}/v1`);
  await openAndAsk(page, { url });
  await playhead.until(/one/);
  const aborted = playhead.waitForAbort();
  await close();
  expect(await aborted).toMatchObject({ by: 'app', reason: 'the connection was closed' });
});

test.describe('with two questions', () => {
  test.use({
    cassette: {
      list: [
        chatCassette([['Hi', ['one ', 'two ']]]),
        chatCassette([['Again', ['three ', 'four ']]]),
      ],
    },
  });

  test('a back end that starts again in mid-stream answers the next question', async ({
    page,
    playhead,
    modelServer,
  }) => {
    const before = await startBackEnd('own-sse', `${modelServer.url}/v1`);
    await openAndAsk(page, before);
    await playhead.until(/one/);
    await before.close();
    await playhead.waitForAbort();
    const after = await startBackEnd('own-sse', `${modelServer.url}/v1`);
    await openAndAsk(page, after, 'Again');
    await playhead.step(3);
    expect(await page.locator('main').textContent()).toContain('four');
    await playhead.finish();
    await after.close();
  });

  test('of two requests that a back end sends at once, each is held by itself', async ({
    page,
    playhead,
    backEndOf,
  }) => {
    await openAndAsk(page, await backEndOf('own-sse'));
    const first = await playhead.nextStream();
    await ask(page, 'Again');
    const second = await playhead.nextStream();
    await second.step(3);
    const shown = page.locator('main');
    expect(await shown.textContent()).toContain('four');
    expect(await shown.textContent()).not.toContain('one');
    await first.until(/one/);
    await Promise.all([first.finish(), second.finish()]);
  });
});

test('a page that hangs on data from its back end is reported', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openAndAsk(page, await backEndOf('own-sse'));
  await page.evaluate(() => {
    const block = () => {
      for (;;);
    };
    new MutationObserver(block).observe(document.querySelector('main')!, { childList: true });
  });
  await expect(playhead.until(/one/)).rejects.toThrow('the script of the page does not return');
});

test('a sandboxed frame beside the chat is looked at like any other', async ({
  page,
  playhead,
  backEndOf,
}) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await openAndAsk(page, await backEndOf('own-sse'));
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.srcdoc = '<p>An advertisement</p>';
    document.body.append(frame);
    return new Promise((resolve) => frame.addEventListener('load', resolve));
  });
  await playhead.until(/one/);
  expect(errors).toEqual([]);
  expect(await page.locator('main').textContent()).toContain('one ');
});

test.describe('what is held when a test ends', () => {
  let answer: Promise<string>;
  test.use({
    // Ends after the fixtures that take it: the test has left its streams then.
    server: async ({ modelServer }, use) => {
      await use(modelServer.url);
      expect(await answer).toMatch(/"one "[^]+"four "[^]+\[DONE\]/);
    },
  });

  test('is played to its end, for a back end that goes on', async ({
    context,
    playhead,
    modelServer,
  }) => {
    const messages = [{ role: 'user', content: 'Hi' }];
    const body = JSON.stringify({ messages, stream: true });
    const response = fetch(`${modelServer.url}/v1/chat/completions`, { method: 'POST', body });
    answer = response.then((each) => each.text());
    await playhead.until(/one/);
    expect(context.pages()).toEqual([]);
  });
});

test.describe('with a server of its own', () => {
  const started = serve({ port: 0 });
  test.afterAll(async () => (await started).close());
  test.use({ server: async ({}, use) => use((await started).url) });

  test('a server that stops ends the stream, and the next verb says so', async ({
    page,
    playhead,
  }) => {
    const server = await started;
    const { url, close } = await startBackEnd('own-sse', `${server.url}/v1`);
    await openAndAsk(page, { url });
    await playhead.until(/one/);
    await server.close();
    await expect(playhead.step()).rejects.toThrow(`the server at ${server.url} has stopped`);
    await close();
  });
});

test('the error of a fault reaches the page through the back end', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openAndAsk(page, await backEndOf('own-sse'));
  const stream = await playhead.nextStream();
  await stream.fail({ type: 'status', status: 429 });
  expect(await page.locator('main').textContent()).toContain('429');
});
