import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from '../../support/demo-app/fixtures.ts';
import { type Outcome, play } from '../../support/failing-tests/run.ts';

/** Key words of what the tests of `invalid-use.fixture.ts` fail with. */
const REFUSALS: Record<string, string[]> = {
  'forbids workers by its policy': [
    'localhost/app/strict',
    'content security policy',
    'worker-src',
  ],
  'opens an insecure origin': ['http://chat.example/', 'https or localhost', "carrier: 'page'"],
  'sends a request from a sandboxed frame': ['localhost/app/frame', "carrier: 'page'"],
  'sends a request from a worker too early': ['past the service worker', 'start it later'],
  'blocks service workers': ["serviceWorkers is 'block'", "carrier: 'page'"],
  'has a base URL that forbids workers': ['content security policy', 'worker-src'],
  'places a fault past the last event': ['{"type":"cut","at":4}', 'interaction 1', '3 events'],
  'names an unknown cassette': ['Choose one of', 'groq/tool_streaming,'],
  'names an unknown carrier': ['"serviceworker"', 'Did you mean "service-worker"?'],
  'names an unknown pace': ['"manuel"', 'Did you mean "manual"?'],
};

test.describe('a test that', () => {
  // One worker runs the file: its tests read the outcomes of one inner run.
  test.describe.configure({ mode: 'default' });

  let outcomes: Outcome[] = [];
  test.beforeAll(async ({}, testInfo) => {
    testInfo.setTimeout(300_000); // each failure costs the inner run a new worker
    const strict = express().get('/', (_request, response) => {
      response.set('content-security-policy', "worker-src 'none'").send('<!doctype html>');
    });
    const server = strict.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const variables = { STRICT_APP: `http://127.0.0.1:${port}/` };
    ({ outcomes } = await play('invalid-use.fixture.ts', testInfo.outputPath('run'), variables));
    server.close();
  });

  for (const [title, says] of Object.entries(REFUSALS)) {
    test(`${title} fails with a hint`, () => {
      const { status, message, printed } = outcomes.find((each) => each.title === title)!;
      expect(status, message).toBe('failed');
      expect(message).not.toMatch(/test timeout|timed out/i);
      for (const words of says) expect(message).toContain(words);
      expect(printed, 'the test itself has not begun').toBe('');
    });
  }

  test('is in invalid-use.fixture.ts has its expectation here', () => {
    const titles = outcomes.map((each) => each.title).toSorted();
    expect(titles).toEqual(Object.keys(REFUSALS).toSorted());
  });
});
