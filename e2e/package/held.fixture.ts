import type { Page } from '@playwright/test';
import { chatBehaviours } from 'playhead/chat-suite';
import { chatCassette, expect, test } from 'playhead/playwright';

// Copied into a project that has installed the package, and run there.

test.use({ cassette: 'groq/tool_streaming', pace: 'manual', unused: 'ignore' });

const PAGE = `<!doctype html><body><script>
  const body = JSON.stringify({
    stream: true,
    messages: [{ role: 'user', content: "What's the weather in Florence,Italy?" }],
  });
  fetch('/v1/chat/completions', { method: 'POST', body }).then(async (response) => {
    for await (const chunk of response.body) document.body.append(new TextDecoder().decode(chunk));
  });
</script>`;

async function openPage(page: Page): Promise<void> {
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: PAGE }),
  );
  await page.goto('http://localhost/');
}

for (const carrier of ['page', 'service-worker'] as const) {
  test.describe(carrier, () => {
    test.use({ carrier });
    test('holds a stream', async ({ page, playhead }) => {
      await openPage(page);
      const stream = await playhead.nextStream();
      await stream.until('tool-call');
      expect(await page.locator('body').textContent()).toContain('"name":"weather"');
      expect(stream.remaining).toBeGreaterThan(0);
      await stream.finish();
    });
  });
}

const behaviours = chatBehaviours(
  {
    name: 'page',
    open: openPage,
    send: async () => {}, // the page asks by itself
    log: (page) => page.locator('body'),
    answers: (page) => page.locator('body'),
  },
  { cassettes: [chatCassette([["What's the weather in Florence,Italy?", 'Hot.']])] },
);

for (const behaviour of behaviours.filter(({ id }) => id === 'no-uncaught-error')) {
  test.describe(() => {
    test.use(behaviour.use);
    test(behaviour.title, behaviour.details, behaviour.run);
  });
}
