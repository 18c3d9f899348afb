import { setupServer } from 'msw/node';
import { cassetteHandlers, chatCassette, createPlayhead } from 'playhead';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.js';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const cassette = chatCassette([['Hi', ['Hello', ' there', '.']]]);
const { url, body } = cassette.interactions[0].request;
const open = () => fetch(url, { method: 'POST', body });

test('goes on after it has left an answer that stands still', async () => {
  server.use(...cassetteHandlers(cassette, { frozenAt: { text: 'Hello' } }));
  const decoder = new TextDecoder();
  let read = '';
  for await (const bytes of (await open()).body) {
    read += decoder.decode(bytes);
    if (read.includes('Hello')) break;
  }
  expect(read).not.toContain('there');
});

test('goes on after it has cancelled an answer', async () => {
  server.use(...cassetteHandlers(cassette, { pace: { eventsPerSecond: 20 } }));
  const reader = (await open()).body.getReader();
  await reader.read();
  await reader.cancel('enough');
  await expect(reader.closed).resolves.toBeUndefined();
});

test('gets the reason of an abort', async () => {
  const playhead = createPlayhead(cassette);
  server.use(...playhead.handlers);
  const stop = new AbortController();
  const answer = ask('Hi', () => {}, stop.signal);
  const stream = await playhead.nextStream();
  await stream.until('text');
  const aborted = stream.waitForAbort();
  stop.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
  expect(await aborted).toMatchObject({ by: 'app' });
});

test('gets the error of a broken event', async () => {
  const faults = [{ type: 'bad-json', at: 'text' }];
  server.use(...cassetteHandlers(cassette, { faults }));
  await expect(ask('Hi', () => {})).rejects.toThrow(SyntaxError);
});
