import type { Page } from '@playwright/test';
import type { Playhead } from 'playhead/playwright';
import { type QualityWatch, watchQuality } from 'playhead/quality';
import { cassette, ENDPOINT, interaction, QUESTION, textEvents } from '../handmade.ts';

const ORIGIN = 'http://localhost';

/** Streams a word an event: two sentences, then the finish reason and the end mark. */
const WORDS = [
  'It ',
  'is ',
  'warm ',
  '**today,** ',
  'and ',
  'it ',
  'stays ',
  'warm ',
  'until ',
  'Friday. ',
  'Then ',
  'the ',
  'rain ',
  'comes ',
  'from ',
  'the ',
  'west, ',
  'with ',
  'cold ',
  'wind.',
];

export const answer = cassette(interaction('Hi', textEvents(...WORDS)));

/** Streams well as it is: each test replaces the line that handles an event. */
const HTML = `
<style>
  body { margin: 0; font: 16px/20px sans-serif; }
  #log { height: 200px; overflow-y: auto; overflow-anchor: none; }
  .earlier { height: 60px; margin: 0; background: #ddd; }
  #answer { width: 60px; margin: 0; }
  #banner { height: 0; }
</style>
<div id="banner"></div>
<div id="log" role="log" aria-label="Conversation">
  <p class="earlier">Earlier one</p><p class="earlier">Earlier two</p><p class="earlier">Earlier three</p>
  <p class="earlier">Earlier four</p>
  <article aria-busy="true"><p id="answer">\u200b</p></article>
</div>
<p role="status" id="status"></p>
<button>Ask</button>`;

const SCRIPT = `
const [log, answer, banner, status] = ['log', 'answer', 'banner', 'status'].map((id) => document.getElementById(id));
const button = document.querySelector('button');
let atEnd = true;
log.addEventListener('scroll', () => (atEnd = log.scrollHeight - log.clientHeight - log.scrollTop < 2));
const follow = () => { if (atEnd) log.scrollTop = log.scrollHeight; };
const show = (text) => { answer.firstChild.data = text; follow(); };
const end = () => answer.parentElement.setAttribute('aria-busy', 'false');
follow();
async function ask(onEvent) {
  const response = await fetch(${JSON.stringify(ENDPOINT)}, { method: 'POST', body: ${JSON.stringify(QUESTION)} });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let count = 0;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      text += JSON.parse(line.slice(6)).choices[0].delta.content ?? '';
      onEvent(text, ++count);
    }
  }
  end();
}`;

/**
 * Opens the chat, which sends its request on a click.
 * @param onEvent handles an event in the page, from `text` so far and the `count` of events
 */
export async function openChat(page: Page, onEvent = 'show(text)'): Promise<void> {
  await page.route(`${ORIGIN}/quality`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Chat</title>${HTML}<script>${SCRIPT}
button.onclick = () => ask((text, count) => { ${onEvent} });</script>`,
    }),
  );
  await page.goto(`${ORIGIN}/quality`);
}

/** Clicks as a person does. */
export async function ask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask' }).click();
}

/** Sends the request without input, which would excuse layout shifts for 500 ms. */
export async function askWithoutInput(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('button')!.click());
}

/** Watches the log while the whole answer streams into it. */
export async function watchAnswer(
  page: Page,
  playhead: Playhead,
  onEvent?: string,
): Promise<QualityWatch> {
  await openChat(page, onEvent);
  const quality = await watchQuality(page.getByRole('log'), playhead);
  await askWithoutInput(page);
  await playhead.finish();
  return quality;
}
