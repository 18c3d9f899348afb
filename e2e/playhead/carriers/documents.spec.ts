import { expect, test } from 'playhead/playwright';
import { cassette, interaction, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN, readBy, servePages } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' world');
const all = `[200]${events.join('')}[end]`;
const ASK_AT_ONCE = "<script>void ask('a');</script>";

test.use({
  cassette: cassette(interaction('Hi', events), interaction('Bye', events)),
  pace: 'manual',
  baseURL: ORIGIN,
  unused: 'ignore',
});

test('a page can fetch while it is being parsed', { tag: '@msw3' }, async ({ page, playhead }) => {
  await openPage(page, ASK_AT_ONCE);
  const stream = await playhead.nextStream();
  await stream.step(1);
  expect(await readBy(page, 'a')).toBe(`[200]${events[0]}`);
  await stream.finish();
  expect(await readBy(page, 'a')).toBe(all);
});

test('a page can send an XMLHttpRequest while it is being parsed', async ({ page, playhead }) => {
  const html = `<script>
    const early = new XMLHttpRequest();
    early.open('POST', endpoint);
    early.addEventListener('load', () => write('a', early.responseText));
    early.send(JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] }));
  </script>`;
  await openPage(page, html);
  await playhead.finish();
  expect(await readBy(page, 'a')).toBe(events.join(''));
});

test('a reload in mid-stream starts a new stream', { tag: '@msw3' }, async ({ page, playhead }) => {
  await openPage(
    page,
    "<script>void ask('a', sessionStorage.loaded ? 'Bye' : 'Hi'); sessionStorage.loaded = 1;</script>",
  );
  const first = await playhead.nextStream();
  await first.step(1);
  await page.reload();
  expect(await first.waitForAbort()).toMatchObject({ by: 'page', position: 1 });
  const second = await playhead.nextStream();
  await second.finish();
  expect(await readBy(page, 'a')).toBe(all);
});

test('two tabs have a stream each', async ({ page, context, playhead }) => {
  await openPage(page);
  const other = await context.newPage();
  await other.goto(`${ORIGIN}/app/other`);
  await page.evaluate(() => void ask('a', 'Hi'));
  const first = await playhead.nextStream();
  await other.evaluate(() => void ask('b', 'Bye'));
  const second = await playhead.nextStream();
  await second.step(2);
  await first.step(1);
  expect(await readBy(page, 'a')).toBe(`[200]${events[0]}`);
  expect(await readBy(other, 'b')).toBe(`[200]${events.slice(0, 2).join('')}`);
  await first.finish();
  await second.finish();
  expect([await readBy(page, 'a'), await readBy(other, 'b')]).toEqual([all, all]);
});

test('a popup can fetch while it is being parsed', async ({ page, playhead }) => {
  await openPage(page);
  const popup = page.waitForEvent('popup');
  await servePages(page.context(), ASK_AT_ONCE);
  await page.evaluate(() => void window.open('/app/popup'));
  const opened = await popup;
  await playhead.finish();
  expect(await readBy(opened, 'a')).toBe(all);
});

test('a blank popup that its opener fills can fetch', async ({ page, playhead }) => {
  await openPage(page);
  const popup = page.waitForEvent('popup');
  const opener = await page.evaluateHandle(() => ({ opened: window.open('about:blank')! }));
  const blank = await popup;
  await opener.evaluate(({ opened }) => {
    const script = opened.document.createElement('script');
    script.textContent = document.querySelector('script')!.textContent;
    opened.document.body.append(script);
    void (opened as unknown as typeof globalThis).ask('a');
  });
  await playhead.finish();
  expect(await readBy(blank, 'a')).toBe(all);
});

test('a frame can fetch, and so can a frame without an address', async ({ page, playhead }) => {
  await openPage(page);
  await page.evaluate(() => {
    const own = document.createElement('iframe');
    own.src = '/app/frame';
    const written = document.createElement('iframe');
    written.name = 'written';
    written.srcdoc = `<body><script>${document.querySelector('script')!.textContent}</script>`;
    document.body.append(own, written);
  });
  const frame = (await (await page.waitForSelector('[src]')).contentFrame())!;
  await frame.waitForURL('**/app/frame');
  await frame.evaluate(() => void ask('a', 'Hi'));
  const first = await playhead.nextStream();
  const written = page.frame('written')!;
  await written.waitForFunction(() => 'ask' in globalThis);
  await written.evaluate(() => void ask('b', 'Bye'));
  const second = await playhead.nextStream();
  await first.finish();
  await second.finish();
  expect(await readBy(frame, 'a')).toBe(all);
  expect(await readBy(written, 'b')).toBe(all);
});

test('a strict content security policy blocks nothing', async ({ page, context, playhead }) => {
  const policy =
    "default-src 'none'; script-src 'unsafe-inline'; connect-src https://api.example.com; worker-src 'self'";
  await servePages(context, ASK_AT_ONCE, { 'content-security-policy': policy });
  await page.goto(`${ORIGIN}/app/strict`);
  await playhead.finish();
  expect(await readBy(page, 'a')).toBe(all);
});

test('a paused fake clock holds up nothing', async ({ page, playhead }) => {
  await page.clock.install();
  await openPage(page);
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await page.evaluate(() => void ask('a'));
  await playhead.finish();
  expect(await readBy(page, 'a')).toBe(all);
});
