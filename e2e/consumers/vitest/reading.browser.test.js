import { setupWorker } from 'msw/browser';
import { chatCassette } from 'playhead';
import { createPlayhead } from 'playhead/browser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const worker = setupWorker();
beforeAll(() => worker.start({ quiet: true }));
afterEach(() => worker.resetHandlers());
afterAll(() => worker.stop());

const cassette = chatCassette([['Hi', ['Hello', ' there', '.']]]);
const { url, body } = cassette.interactions[0].request;

test('says that the page has stopped reading, however far the worker has read', async () => {
  const playhead = createPlayhead(cassette, { timeout: 200 });
  worker.use(...playhead.handlers);
  const response = fetch(url, { method: 'POST', body });
  await playhead.step(0);
  await response; // and leaves its body alone
  await expect(playhead.step(2)).rejects.toThrow('the app has stopped reading');
  playhead.close();
});

test('sees the page leave the answer', async () => {
  const playhead = createPlayhead(cassette);
  worker.use(...playhead.handlers);
  const stop = new AbortController();
  const response = fetch(url, { method: 'POST', body, signal: stop.signal });
  await playhead.step(0);
  const aborted = playhead.waitForAbort();
  await response;
  stop.abort(new Error('enough'));
  expect(await aborted).toMatchObject({ by: 'app', reason: 'Error: enough' });
});
