import type { Locator, Page } from '@playwright/test';
import type { Cassette } from 'playhead';
import { cassettes } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { cassette, event, interaction } from '../support/handmade.ts';
import { answering, piecesOf, QUESTION } from '../support/demo-app/answer.ts';
import { type Hostile, HOSTILE } from '../support/demo-app/hostile-texts.ts';

declare global {
  var hacked: boolean | undefined;
  var refused: string[];
}

/** Waits, and hides no other failure. */
const expectSoon = expect.configure({ soft: true, timeout: 5000 });

/** Limits the events of an answer. */
const EVENTS = 60;

/** Short ones share a conversation: to open the app takes longer than to look at them. */
const SHORT = HOSTILE.filter(({ answer }) => answer.length < 3000);
const LONG = HOSTILE.filter((each) => !SHORT.includes(each));

for (const [name, ...texts] of [
  ['short texts, one after another', ...SHORT],
  ...LONG.map((each) => [each.name, each] as const),
] as const) {
  test.describe(name, () => {
    test.use({
      cassette: cassette(...texts.flatMap(({ answer }) => streamed(answer).interactions)),
      match: 'order',
      pace: 'instant',
      chunking: { seed: 7 },
    });

    test('is inert and readable, and the page stays usable', async ({ page, chat }) => {
      const seen = await watch(page);
      await chat.open();
      const before = seen.requests.length;
      for (const [at, text] of texts.entries()) {
        await chat.ask(QUESTION);
        // Nothing holds the stream here, and markdown may be rendered after the answer is complete.
        await expectSoon
          .poll(() => missingFrom(chat.answers.nth(at), text), `${text.name}: what is missing`)
          .toEqual([]);
      }
      await page.getByRole('button', { name: 'Copy', exact: true }).last().click();
      await expect(page.getByRole('textbox', { name: 'Message' })).toBeEnabled();
      await page.getByRole('textbox', { name: 'Message' }).fill('Still here?');
      await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();

      expect.soft(await page.evaluate(() => globalThis.hacked)).toBeUndefined();
      const refused = await page.evaluate(() => globalThis.refused);
      expect.soft(refused, 'refused by the policy').toEqual([]);
      expect.soft(seen.dialogs).toEqual([]);
      expect.soft(seen.errors).toEqual([]);
      const sent = seen.requests.slice(before).filter(isOtherOrigin);
      expect.soft(sent, 'sent to other origins').toEqual([]);
      await expectInert(page);
      await expect.poll(() => sidewaysOf(page)).toBe(0);
    });
  });
}

test.describe('the hidden rest of a long answer', () => {
  const code = 'const a = 1; // so on\n'.repeat(48_000);
  test.use({ cassette: streamed(`\`\`\`js\n${code}\`\`\``), pace: 'instant' });

  test('is shown on request', async ({ page, chat }) => {
    await chat.open();
    await chat.ask(QUESTION);
    await page.getByRole('button', { name: 'Show all 1,056,000 characters' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Show all' })).toHaveCount(0);
    const shown = await chat.answers.locator('pre').evaluate((pre) => pre.textContent.length);
    expect(shown).toBe(code.length);
    await expect(chat.answers.locator('pre')).toBeFocused();
  });
});

test.describe('long arguments', () => {
  const args = JSON.stringify({ a: 'so on '.repeat(10_000) });
  const call = {
    index: 0,
    id: 'call-1',
    type: 'function',
    function: { name: 'add', arguments: args },
  };
  const events = [event({ tool_calls: [call] }), event({}, 'length')];
  test.use({ cassette: cassette(interaction(QUESTION, events)), pace: 'manual' });

  test('are folded', async ({ page, chat, playhead }) => {
    await chat.open();
    await chat.send(QUESTION);
    await playhead.step(); // before the tool runs
    const shown = chat.field(chat.toolCards.first(), 'Arguments');
    await expect(shown).toContainText(/^\{"a":"so on so on/);
    const length = () => shown.evaluate((field) => field.textContent.length);
    expect(await length()).toBeLessThan(args.length);
    await page.getByRole('button', { name: 'Show all 60,008 characters' }).click();
    expect(await length()).toBe(args.length);
    await expect(page.getByRole('main')).toBeFocused();
  });
});

test.describe('the security policy', () => {
  test.use({ unused: 'ignore' });

  test('allows files of the app alone, and requests to each provider', async ({ page }) => {
    const response = (await page.goto('/'))!;
    const header = response.headers()['content-security-policy']!;
    const directives = header.split(';').map((directive) => directive.trim().split(/\s+/));
    const policy = new Map(directives.map(([name, ...sources]) => [name!, sources]));
    expect([...policy.values()].flat().join(' ')).not.toMatch(
      /unsafe|\*|nonce|sha\d|strict-dynamic/,
    );
    for (const [name, source] of [
      ['default-src', "'none'"],
      ['script-src', "'self'"],
      ['style-src', "'self'"],
      ['font-src', "'self'"],
      ['worker-src', "'self'"],
      ['base-uri', "'none'"],
      ['form-action', "'none'"],
      ['frame-ancestors', "'none'"],
    ] as const) {
      expect(policy.get(name), name).toEqual([source]);
    }
    expect(policy.get('img-src')).toEqual(["'self'", 'data:']);
    for (const source of policy.get('connect-src')!)
      expect(source).toMatch(/^('self'|https?:\/\/[\w.:-]+)$/);
    const hosts = cassettes
      .filter(({ name }) => !name.startsWith('handmade/') || name.endsWith('/tool-loop'))
      .map(({ cassette: { interactions } }) => new URL(interactions[0]!.request.url).origin);
    expect(policy.get('connect-src'), 'each provider').toEqual(expect.arrayContaining(hosts));
    for (const name of ['frame-src', 'object-src', 'child-src'])
      expect(policy.has(name)).toBe(false);
    expect(response.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
});

interface Seen {
  dialogs: string[];
  errors: string[];
  requests: string[];
}

async function watch(page: Page): Promise<Seen> {
  const seen: Seen = { dialogs: [], errors: [], requests: [] };
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', ({ message }) => seen.errors.push(message));
  page.on('request', (request) => seen.requests.push(request.url()));
  await page.addInitScript(() => {
    globalThis.refused = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      globalThis.refused.push(`${violatedDirective}: ${blockedURI}`);
    });
  });
  return seen;
}

/** Lists what the answer does not show, white space aside. */
async function missingFrom(answer: Locator, { reads }: Hostile): Promise<string[]> {
  const shown = plainOf(await answer.innerText());
  return reads.filter((words) => !shown.includes(plainOf(words)));
}

function isOtherOrigin(url: string): boolean {
  return new URL(url).origin !== new URL(process.env['CHAT_APP_URL']!).origin;
}

/** Expects no active element in the answer, and no link to a script. */
async function expectInert(page: Page): Promise<void> {
  const log = page.getByRole('log');
  const active = 'script, iframe, object, embed, form, style, link, meta, base, img, video, audio';
  await expect(log.locator(active)).toHaveCount(0);
  const found = await log.evaluate((element) =>
    [...element.querySelectorAll('*')].flatMap((each) =>
      [...each.attributes]
        .filter(
          ({ name, value }) =>
            name.startsWith('on') || (name === 'href' && !/^(https?|mailto):/.test(value)),
        )
        .map(({ name, value }) => `${each.tagName} ${name}=${value}`),
    ),
  );
  expect(found).toEqual([]);
}

function sidewaysOf(page: Page): Promise<number> {
  return page.getByRole('main').evaluate((box) => box.scrollWidth - box.clientWidth);
}

function streamed(answer: string): Cassette {
  return answering(...piecesOf(answer, Math.max(7, Math.ceil(answer.length / EVENTS))));
}

function plainOf(text: string): string {
  return text.replaceAll(/\s/g, '');
}
