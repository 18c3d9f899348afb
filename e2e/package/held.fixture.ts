import { expect, test } from 'playhead/playwright';

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

for (const carrier of ['page', 'service-worker'] as const) {
  test.describe(carrier, () => {
    test.use({ carrier });
    test('holds a stream', async ({ page, playhead }) => {
      await page.route('http://localhost/', (route) =>
        route.fulfill({ contentType: 'text/html', body: PAGE }),
      );
      await page.goto('http://localhost/');
      const stream = await playhead.nextStream();
      await stream.until('tool-call');
      expect(await page.locator('body').textContent()).toContain('"name":"weather"');
      expect(stream.remaining).toBeGreaterThan(0);
      await stream.finish();
    });
  });
}
