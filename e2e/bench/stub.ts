import type { Page } from '@playwright/test';

/**
 * What a team writes without a harness: `fetch` of the page gives a stream of the events.
 * @param feeding `pull`: one when the reader asks; `start`: all at once, in advance
 */
export async function stubFetch(
  page: Page,
  events: readonly string[],
  feeding: 'pull' | 'start',
): Promise<void> {
  await page.addInitScript(
    ([given, how]) => {
      window.fetch = async () => {
        const encoder = new TextEncoder();
        let at = 0;
        const next = (controller: ReadableStreamDefaultController) => {
          if (at < given.length) controller.enqueue(encoder.encode(given[at++]));
          else controller.close();
        };
        const source: UnderlyingDefaultSource =
          how === 'pull'
            ? { pull: next }
            : { start: (controller) => [...given, ''].forEach(() => next(controller)) };
        const headers = { 'content-type': 'text/event-stream' };
        return new Response(new ReadableStream(source), { headers });
      };
    },
    [events, feeding] as const,
  );
}
