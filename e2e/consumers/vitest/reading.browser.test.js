import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { chatCassette } from 'playhead';
import { createPlayhead } from 'playhead/browser';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';

const worker = setupWorker();
beforeAll(() => worker.start({ quiet: true }));
afterEach(() => worker.resetHandlers());
afterAll(() => worker.stop());

const cassette = chatCassette([['Hi', ['Hello', ' there', '.']]]);
const { url, body } = cassette.interactions[0].request;

/** Answers requests by a playhead until the test ends. */
function held(options) {
  const playhead = createPlayhead(cassette, options);
  worker.use(...playhead.handlers);
  onTestFinished(() => playhead.close());
  return playhead;
}

test('says that the page has stopped reading, however far the worker has read', async () => {
  const playhead = held({ timeout: 200 });
  const response = fetch(url, { method: 'POST', body });
  await playhead.step(0);
  await response; // and leaves its body alone
  await expect(playhead.step(2)).rejects.toThrow('the app has stopped reading');
});

test('sees the page leave the answer', async () => {
  const playhead = held();
  const stop = new AbortController();
  const response = fetch(url, { method: 'POST', body, signal: stop.signal });
  await playhead.step(0);
  const aborted = playhead.waitForAbort();
  await response;
  stop.abort(new Error('enough'));
  expect(await aborted).toMatchObject({ by: 'app', reason: 'Error: enough' });
});

test('leaves requests alone once it is closed', async () => {
  held().close();
  let headers;
  worker.use(
    http.post(url, ({ request }) => {
      headers = Object.fromEntries(request.headers);
      return new HttpResponse('Hello');
    }),
  );
  await fetch(url, { method: 'POST', body });
  expect(headers).not.toHaveProperty('x-playhead-caller');
});
