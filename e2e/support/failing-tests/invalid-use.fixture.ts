import type { Page } from '@playwright/test';
import { test } from 'playhead/playwright';
import { ORIGIN, servePages } from '../pages/blank.ts';
import { cassette, interaction, words } from '../handmade.ts';

// Not of the suite: refusals.spec.ts runs these and reads how they end.

test.use({ cassette: cassette(interaction('Hi', words('Hello'))), pace: 'manual' });

/** Opens a page and waits for what never comes: a refusal closes it. */
async function stay(page: Page, at: string): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.goto(at).catch(() => {});
  await closed;
  await page.title();
}

test.describe('service worker', () => {
  test.use({ carrier: 'service-worker' });

  test('forbidden by the policy', async ({ page, context }) => {
    await servePages(context, '', { 'content-security-policy': "worker-src 'none'" });
    await stay(page, `${ORIGIN}/app/strict`);
  });

  test('not on an origin that is not secure', async ({ page, context }) => {
    await context.route('http://chat.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await stay(page, 'http://chat.example/');
  });

  test('not in a sandboxed frame that asks', async ({ page, context }) => {
    await servePages(
      context,
      '<script>if (window.top === window) { const frame = document.createElement("iframe"); frame.sandbox = "allow-scripts"; frame.src = "/app/frame"; document.body.append(frame); } else { void ask("a"); }</script>',
    );
    await stay(page, `${ORIGIN}/app/page`);
  });

  test('not for a worker that asks before it is there', async ({ page, context }) => {
    await servePages(context, '<script>new Worker("/app/worker.js");</script>');
    await context.route(`${ORIGIN}/app/worker.js`, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'fetch("https://api.example.com/v1/chat/completions", { method: "POST", body: "{}" });',
      }),
    );
    // The service worker is slow to come: its script never does.
    await context.route('**/mockServiceWorker.js', () => {});
    await stay(page, `${ORIGIN}/app/page`);
  });

  test.describe('blocked', () => {
    test.use({ serviceWorkers: 'block' });
    test('not where service workers are blocked', ({ page }) => stay(page, `${ORIGIN}/app/page`));
  });

  test.describe('at the address of the app', () => {
    test.use({ baseURL: process.env['STRICT_APP']! });
    test('tried before the test starts', ({ page: _page }) => {
      console.log('the test has started');
    });
  });
});

test.describe('unknown cassette', () => {
  test.use({ cassette: 'groq/tool_streeming' });
  test('a cassette that is not there', () => {});
});

test.describe('wrong carrier', () => {
  test.use({ carrier: 'serviceworker' as never });
  test('a carrier that is none', () => {});
});

test.describe('wrong pace', () => {
  test.use({ pace: 'manuel' as never });
  test('a pace that is none', () => {});
});

test.describe('a fault past the end', () => {
  test.use({ faults: { type: 'cut', at: 4 } });
  test('a fault that cannot strike', () => {});
});
