import type { Page } from '@playwright/test';
import { cassette, ENDPOINT, interaction, QUESTION, words } from '../handmade.ts';

const ORIGIN = 'http://localhost';

/** The answer: twenty words, each an event, in two sentences. */
export const WORDS = [
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

export const answer = cassette(interaction('Hi', words(...WORDS)));

/** A chat that does everything right: what each of the others does otherwise is one line of it. */
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
let stuck = true;
log.addEventListener('scroll', () => (stuck = log.scrollHeight - log.clientHeight - log.scrollTop < 2));
const follow = () => { if (stuck) log.scrollTop = log.scrollHeight; };
const show = (text) => { answer.firstChild.data = text; follow(); };
const end = () => answer.parentElement.setAttribute('aria-busy', 'false');
follow();
async function ask(each) {
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
      each(text, ++count);
    }
  }
  end();
}`;

/**
 * Opens the chat; it asks on a click.
 * @param each what it does with the text so far and the count of events, as a script
 */
export async function openChat(page: Page, each = 'show(text)'): Promise<void> {
  await page.route(`${ORIGIN}/quality`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Chat</title>${HTML}<script>${SCRIPT}
button.onclick = () => ask((text, count) => { ${each} });</script>`,
    }),
  );
  await page.goto(`${ORIGIN}/quality`);
}

/** The same as a person would. */
export async function ask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask' }).click();
}

/** The same without a hand: what moves after input is not taken for a fault of the page. */
export async function askByItself(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('button')!.click());
}
