import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chatCassette } from 'playhead';
import { type PlayheadServer, serve } from 'playhead/server';
import { openAndAsk } from '../../support/server/ask.ts';
import { expect, test } from '../../support/server/test.ts';

// The address of the provider is fixed in the back end: it asks https://api.openai.com/v1 by a proxy.

// One worker runs the file: its tests share the server and the back end.
test.describe.configure({ mode: 'default' });

let modelServer: PlayheadServer;
let backEnd: { url: string; close: () => void };

test.beforeAll(async ({}, { project, workerIndex }) => {
  const certificateFile = `${project.outputDir}/ca-${workerIndex}.pem`;
  modelServer = await serve({ port: 0, proxy: true, certificateFile });
  const file = 'e2e/support/back-ends/fixed-address.ts';
  const env = {
    ...process.env,
    HTTPS_PROXY: modelServer.url,
    NODE_EXTRA_CA_CERTS: modelServer.certificateFile,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  backEnd = { url, close: () => child.kill() };
});

test.afterAll(async () => {
  backEnd.close();
  await modelServer.close();
});

test.use({
  server: async ({}, use) => use(modelServer.url),
  cassette: chatCassette([['Hi', ['one ', 'two ']]]),
  pace: 'manual',
});

test('each step brings an event to the page', async ({ page, playhead }) => {
  await openAndAsk(page, backEnd);
  const shown = page.locator('main');
  await playhead.until(/one/);
  expect(await shown.textContent()).toContain('one ');
  expect(await shown.textContent()).not.toContain('two ');
  await playhead.finish();
  expect(await shown.textContent()).toContain('two ');
});

test('a stop in the page reaches the model', async ({ page, playhead }) => {
  await openAndAsk(page, backEnd);
  await playhead.until(/one/);
  const aborted = playhead.waitForAbort();
  await page.evaluate(() => asking.abort());
  expect(await aborted).toMatchObject({ by: 'app', position: 2 });
});

test('the page learns of a lost connection to the model', async ({ page, playhead }) => {
  await openAndAsk(page, backEnd);
  const stream = await playhead.nextStream();
  await stream.until(/one/);
  await stream.fail({ type: 'disconnect' });
  await expect(page.locator('main')).toContainText('failed');
});
