import type { Page } from '@playwright/test';

/** Replaces `fetch` of the page as a team does without a harness: one event whenever the reader asks. */
export async function stubFetch(page: Page, body: string): Promise<void> {
  await page.addInitScript((given) => {
    const events = given.split(/(?<=\n\n)/);
    window.fetch = async () => {
      const encoder = new TextEncoder();
      let at = 0;
      const source: UnderlyingDefaultSource = {
        pull(controller) {
          if (at < events.length) controller.enqueue(encoder.encode(events[at++]));
          else controller.close();
        },
      };
      const headers = { 'content-type': 'text/event-stream' };
      return new Response(new ReadableStream(source), { headers });
    };
  }, body);
}
