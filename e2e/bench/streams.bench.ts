import { expect, type Page, test as plain } from '@playwright/test';
import { test } from 'playhead/playwright';
import { cassetteOf, completion, PROMPT, requestBody } from './completion.ts';
import { upTo } from './in-turn.ts';
import { report } from './sample.ts';
import { readSettings } from './settings.ts';
import { stubFetch } from './stub.ts';

const { events: count, rounds, carriers } = readSettings();
const PATH = '/v1/chat/completions';

plain.describe.configure({ mode: 'default' });

for (const round of upTo(rounds)) {
  plain(`stub, pulled ${round}`, async ({ page }) => {
    await stubFetch(page, completion(count).events, 'pull');
    await measure(page, 'stub, pulled', round);
  });
  for (const carrier of carriers) {
    test.describe(() => {
      test.use({ carrier, cassette: ({}, use) => use(cassetteOf(completion(count))) });
      test(`playhead, ${carrier} ${round}`, ({ page }) =>
        measure(page, `playhead, ${carrier}`, round));
    });
  }
  plain(`stub, filled ${round}`, async ({ page }) => {
    await stubFetch(page, completion(count).events, 'start');
    await measure(page, 'stub, filled', round);
  });
  plain(`HTTP server ${round}`, async ({ page }) => {
    await measure(page, 'HTTP server', round, `/server?events=${count}`);
  });
  plain(`route.fulfill ${round}`, async ({ page }) => {
    const body = completion(count).events.join('');
    await page.route(`**${PATH}`, (route) =>
      route.fulfill({ body, contentType: 'text/event-stream' }),
    );
    await measure(page, 'route.fulfill', round);
  });
}

async function measure(page: Page, way: string, round: number, path = PATH): Promise<void> {
  await page.goto('/empty');
  const { bytes, reads, headMs, readMs } = await page.evaluate(
    async ([url, body]) => {
      const asked = performance.now();
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body });
      const head = performance.now();
      const seen = { bytes: 0, reads: 0 };
      const reader = response.body!.getReader();
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- as an app reads
        const { done, value } = await reader.read();
        if (done) break;
        seen.reads++;
        seen.bytes += value.byteLength;
      }
      return { ...seen, headMs: head - asked, readMs: performance.now() - head };
    },
    [path, requestBody(PROMPT)] as const,
  );
  expect(bytes).toBe(completion(count).events.join('').length);
  report({
    way,
    round,
    numbers: { reads, 'ms to head': headMs, 'µs an event': (1000 * readMs) / count },
  });
}
