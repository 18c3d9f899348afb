import { chatCassette } from 'playhead';
import { serve } from 'playhead/server';
import { ask, openEmpty } from '../../support/server/ask.ts';
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
  await openEmpty(page, (await backEndOf('own-sse')).url);
  await ask(page, 'Hi');
  await playhead.step(2);
  const aborted = playhead.waitForAbort();
  await page.evaluate(() => asking.abort());
  expect(await aborted).toMatchObject({ by: 'app', position: 2 });
});

test('waitForAbort() tells a stop that the back end does not pass on', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openEmpty(page, (await backEndOf('ndjson')).url);
  await ask(page, 'Hi');
  await playhead.step();
  await page.evaluate(() => asking.abort());
  const aborted = playhead.waitForAbort({ timeout: 300 });
  await expect(aborted).rejects.toThrow(
    /the page has cancelled POST \/chat, and its back end has not/,
  );
});

test('waitForAbort() tells that nobody has stopped', async ({ page, playhead, backEndOf }) => {
  await openEmpty(page, (await backEndOf('own-sse')).url);
  await ask(page, 'Hi');
  await playhead.step();
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
  await openEmpty(page, (await backEndOf('ndjson')).url);
  await ask(page, 'Hi');
  await playhead.step();
  await context.newPage();
  await page.close();
  await playhead.finish();
  expect(playhead.transcript.turns.at(-1)).toMatchObject({ text: 'one two three four ' });
});

test('a back end that dies has cancelled its request', async ({ page, playhead, modelServer }) => {
  const { url, close } = await startBackEnd('own-sse', `${modelServer.url}/v1`);
  await openEmpty(page, url);
  await ask(page, 'Hi');
  await playhead.step();
  const aborted = playhead.waitForAbort();
  await close();
  expect(await aborted).toMatchObject({ by: 'app', reason: 'the connection was closed' });
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
    await openEmpty(page, url);
    await ask(page, 'Hi');
    await playhead.step();
    await server.close();
    await expect(playhead.step()).rejects.toThrow(`the server at ${server.url} has stopped`);
    await close();
  });
});

test('the error of a fault comes to the page by the back end', async ({
  page,
  playhead,
  backEndOf,
}) => {
  await openEmpty(page, (await backEndOf('own-sse')).url);
  await ask(page, 'Hi');
  const stream = await playhead.nextStream();
  await stream.fail({ type: 'status', status: 429 });
  expect(await page.locator('main').textContent()).toContain('429');
});
