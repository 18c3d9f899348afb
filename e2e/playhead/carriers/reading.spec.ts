import { expect, test } from 'playhead/playwright';
import { cassette, ENDPOINT, interaction, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN, readBy } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' wör', 'ld 🌍');
const tape = cassette(interaction('Hi', events));

test.use({ cassette: tape, pace: 'manual', baseURL: ORIGIN });

test('step() sends event by event, and nothing is sent before', async ({ page, playhead }) => {
  await openPage(page);
  await page.evaluate(() => void ask('a'));
  const stream = await playhead.nextStream();
  expect(await readBy(page, 'a'), 'not even the head').toBe('');
  expect([stream.position, stream.remaining]).toEqual([0, events.length]);

  await stream.step(0);
  expect(await readBy(page, 'a')).toBe('[200]');
  let read = '[200]';
  for (const [at, sent] of events.entries()) {
    await stream.step();
    read += sent;
    expect(await readBy(page, 'a')).toBe(read);
    expect([stream.position, stream.remaining]).toEqual([at + 1, events.length - at - 1]);
  }
  await stream.finish();
  expect(await readBy(page, 'a')).toBe(`${read}[end]`);
});

test(
  'step(n) sends several events, and until() those up to a text',
  { tag: '@page' },
  async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a'));
    const stream = await playhead.nextStream();
    await stream.step(2);
    expect(await readBy(page, 'a')).toBe(`[200]${events.slice(0, 2).join('')}`);
    await stream.until({ text: 'Hello' });
    expect(stream.position, 'that has been sent').toBe(2);
    await stream.until(/W.RLD/i);
    expect(stream.position).toBe(3);
    await stream.until({ type: 'finish', reason: 'stop' });
    expect(stream.position).toBe(4);
    await stream.finish();
  },
);

test('finish() sends the rest byte for byte, in the page one read an event', async ({
  page,
  playhead,
  carrier,
}) => {
  await openPage(page);
  const burst = page.evaluate(async (endpoint) => {
    const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] });
    const response = await fetch(endpoint, { method: 'POST', body });
    const reads: number[][] = [];
    for await (const chunk of response.body!) reads.push([...chunk]);
    return reads;
  }, ENDPOINT);
  await playhead.finish();
  const reads = (await burst).map((bytes) => Buffer.from(bytes).toString());
  expect(reads.join('')).toBe(events.join(''));
  if (carrier === 'page') expect(reads).toEqual(events);
});

const FORMS: [name: string, init: string][] = [
  ['an address', "{ input: 'https://other.example/base/chat/completions?key=1#x' }"],
  ['a relative address', "{ input: '/api/chat/completions' }"],
  ['a URL', '{ input: new URL(endpoint) }'],
  ['a method in small letters', "{ method: 'post' }"],
  [
    'a Request',
    `{ input: new Request(endpoint, { method: 'POST', body: ${JSON.stringify(
      JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] }),
    )} }), body: undefined, method: undefined }`,
  ],
];

for (const [name, init] of FORMS) {
  // A service worker gets the browser's own request, whatever the form: only its origin differs.
  const tag = ['a relative address', 'a Request'].includes(name) ? [] : '@page';
  test(`fetch accepts ${name}`, { tag }, async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(`void ask('a', 'Hi', ${init})`);
    await playhead.finish();
    expect(await readBy(page, 'a')).toBe(`[200]${events.join('')}[end]`);
  });
}

test('the response looks like one from the network', async ({ page, playhead }) => {
  await openPage(page);
  const described = page.evaluate(async (endpoint) => {
    const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] });
    const response = await fetch(`${endpoint}#part`, { method: 'POST', body });
    const describe = ({ url, type, ok, status, redirected, headers }: Response) => [
      url,
      type,
      ok,
      status,
      redirected,
      headers.get('content-type'),
      response instanceof Response,
    ];
    const copy = response.clone();
    return [
      describe(response),
      describe(copy),
      (await copy.text()).length,
      (await response.text()).length,
    ];
  }, ENDPOINT);
  await playhead.finish();
  const [original, copy, ...lengths] = await described;
  expect(original).toEqual([
    ENDPOINT,
    expect.any(String),
    true,
    200,
    false,
    'text/event-stream',
    true,
  ]);
  expect(copy).toEqual(original);
  expect(lengths).toEqual([events.join('').length, events.join('').length]);
});

test('other requests are left to the network', async ({ page, context, playhead }) => {
  await context.route('https://api.example.com/**', (route) =>
    route.fulfill({
      body: `network ${route.request().method()}`,
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  await openPage(page);
  const answers = await page.evaluate(async (endpoint) => {
    const texts = [await fetch(endpoint), await fetch(`${endpoint}/more`, { method: 'POST' })].map(
      (response) => response.text(),
    );
    return Promise.all(texts);
  }, ENDPOINT);
  expect(answers).toEqual(['network GET', 'network POST']);
  await page.evaluate(() => void ask('a'));
  await playhead.finish();
});
