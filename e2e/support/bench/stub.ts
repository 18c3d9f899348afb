import type { Page } from '@playwright/test';

/** Replaces `fetch` of the page as a team does without a harness: one event whenever the reader asks. */
export async function stubFetch(page: Page, events: readonly string[]): Promise<void> {
  await page.addInitScript((given) => {
    window.fetch = async () => {
      const encoder = new TextEncoder();
      let at = 0;
      const source: UnderlyingDefaultSource = {
        pull(controller) {
          if (at < given.length) controller.enqueue(encoder.encode(given[at++]));
          else controller.close();
        },
      };
      const headers = { 'content-type': 'text/event-stream' };
      return new Response(new ReadableStream(source), { headers });
    };
  }, events);
}
