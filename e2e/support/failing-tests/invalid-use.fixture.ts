import type { Page } from '@playwright/test';
import { ORIGIN, servePages } from '../pages/blank.ts';
import { cassette, interaction, textEvents } from '../handmade.ts';
import { test } from './test.ts';

// Not part of the suite: failures.spec.ts runs these and reads how they fail.

test.use({ cassette: cassette(interaction('Hi', textEvents('Hello'))), pace: 'manual' });

/** Opens a page and stays there: an error of the carrier ends the test. */
async function stay(page: Page, at: string): Promise<void> {
  await page.goto(at).catch(() => {});
  await new Promise(() => {});
}

test.describe('service worker', () => {
  test.use({ carrier: 'service-worker' });

  test('forbids workers by its policy', async ({ page, context }) => {
    await servePages(context, '', { 'content-security-policy': "worker-src 'none'" });
    await stay(page, `${ORIGIN}/app/strict`);
  });

  test('opens an insecure origin', async ({ page, context }) => {
    await context.route('http://chat.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await stay(page, 'http://chat.example/');
  });

  test('sends a request from a sandboxed frame', async ({ page, context }) => {
    await servePages(
      context,
      '<script>if (window.top === window) { const frame = document.createElement("iframe"); frame.sandbox = "allow-scripts"; frame.src = "/app/frame"; document.body.append(frame); } else { void ask("a"); }</script>',
    );
    await stay(page, `${ORIGIN}/app/page`);
  });

  test('sends a request from a worker too early', async ({ page, context }) => {
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
    test('blocks service workers', ({ page }) => stay(page, `${ORIGIN}/app/page`));
  });

  test.describe('at the address of the app', () => {
    test.use({ baseURL: process.env['STRICT_APP']! });
    test('has a base URL that forbids workers', ({ page: _page }) => {
      console.log('the test has started');
    });
  });
});

test.describe('unknown cassette', () => {
  test.use({ cassette: 'groq/tool_streeming' });
  test('names an unknown cassette', () => {});
});

test.describe('wrong carrier', () => {
  test.use({ carrier: 'serviceworker' as never });
  test('names an unknown carrier', () => {});
});

test.describe('wrong pace', () => {
  test.use({ pace: 'manuel' as never });
  test('names an unknown pace', () => {});
});

test.describe('a fault past the end', () => {
  test.use({ faults: { type: 'cut', at: 4 } });
  test('places a fault past the last event', () => {});
});
