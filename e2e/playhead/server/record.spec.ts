import { rmSync } from 'node:fs';
import path from 'node:path';
import { chatCassette } from 'playhead';
import { readCassette } from 'playhead/node';
import { type PlayheadServer, serve } from 'playhead/server';
import { startBackEnd } from '../../support/back-ends/start-back-end.ts';
import { openAndAsk } from '../../support/server/ask.ts';
import { expect, test as base } from '../../support/server/test.ts';

const CHAT = chatCassette([['Hi', ['one ', 'two ']]]);
const FOLDER = path.resolve('test-results/recorded-by-the-server');

const test = base.extend<{ recorder: PlayheadServer }>({
  recorder: async ({}, use) => {
    const provider = await serve({ port: 0, cassettes: [CHAT], repeat: true });
    const recorder = await serve({ port: 0, to: `${provider.url}/v1` });
    await use(recorder);
    await recorder.close();
    await provider.close();
  },
  server: async ({ recorder }, use) => use(recorder.url),
});

// What the first test records, the others read and play.
test.describe.configure({ mode: 'serial' });
test.use({ cassetteDir: FOLDER, cassette: 'chat', pace: 'manual' });

test.beforeAll(() => {
  process.env['PLAYHEAD_RECORD'] = '1';
  rmSync(FOLDER, { recursive: true, force: true });
});

for (const [title, wasRecorded] of [
  ['a chat behind a back end is recorded, while the test holds it', true],
  ['the same spec plays it then', undefined],
] as const) {
  test.describe('once', () => {
    test.use({ record: 'once' });
    test(title, async ({ page, playhead, recorder }) => {
      const backEnd = await startBackEnd('own-sse', `${recorder.url}/v1`);
      await openAndAsk(page, backEnd);
      await playhead.until(/one/);
      const shown = page.locator('main');
      expect(await shown.textContent()).toContain('one ');
      expect(await shown.textContent()).not.toContain('two ');
      await playhead.finish();
      expect(await shown.textContent()).toContain('two ');
      expect(playhead.requests[0]!.recorded).toBe(wasRecorded);
      await backEnd.close();
    });
  });
}

test.describe('what is in the file', () => {
  test.use({ unused: 'ignore' });
  test('is what the provider has sent', () => {
    const { request, response } = readCassette(path.join(FOLDER, 'chat.yaml')).interactions[0]!;
    expect(new URL(request.url).pathname).toBe('/v1/chat/completions');
    expect(response.body).toBe(CHAT.interactions[0]!.response.body);
    expect(response.event_times!.length).toBeGreaterThan(2);
  });
});
