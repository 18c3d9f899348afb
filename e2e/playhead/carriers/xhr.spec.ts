import type { Page } from '@playwright/test';
import { expect, test } from 'playhead/playwright';
import { cassette, ENDPOINT, interaction, QUESTION, textEvents } from '../../support/handmade.ts';
import { openPage, ORIGIN } from '../../support/pages/blank.ts';

const events = textEvents('Hello', ' wör', 'ld');

test.use({
  cassette: cassette(interaction('Hi', events)),
  pace: 'manual',
  baseURL: ORIGIN,
});

declare global {
  var xhr: XMLHttpRequest;
  var log: string[];
}

/** Sends an XMLHttpRequest, and logs its events. */
async function sendXhr(page: Page, set: { responseType?: XMLHttpRequestResponseType } = {}) {
  await openPage(page);
  await page.evaluate(
    ([url, body, fields]) => {
      globalThis.log = [];
      const xhr = new XMLHttpRequest();
      globalThis.xhr = xhr;
      xhr.open('POST', url);
      xhr.setRequestHeader('x-own', 'kept');
      Object.assign(xhr, fields);
      for (const name of ['loadstart', 'load', 'error', 'abort', 'loadend', 'readystatechange']) {
        xhr.addEventListener(name, ({ type }) => {
          const entry = type === 'readystatechange' ? `state ${xhr.readyState}` : type;
          if (globalThis.log.at(-1) !== entry) globalThis.log.push(entry);
        });
      }
      xhr.send(body);
    },
    [ENDPOINT, QUESTION, set] as const,
  );
}

test('XMLHttpRequest streams event by event', { tag: '@msw3' }, async ({ page, playhead }) => {
  await sendXhr(page);
  const stream = await playhead.nextStream();
  expect(playhead.requests[0]!.headers['x-own']).toBe('kept');
  expect(await page.evaluate(() => [xhr.readyState, xhr.status])).toEqual([1, 0]);

  await stream.step(2);
  expect(await page.evaluate(() => [xhr.readyState, xhr.responseText])).toEqual([
    3,
    events.slice(0, 2).join(''),
  ]);
  await stream.finish();
  expect(
    await page.evaluate(() => [
      xhr.readyState,
      xhr.status,
      xhr.statusText,
      xhr.responseURL,
      xhr.getResponseHeader('Content-Type'),
      xhr.getAllResponseHeaders().includes('content-type: text/event-stream'),
      xhr.responseText,
      xhr.response,
      xhr instanceof XMLHttpRequest,
    ]),
  ).toEqual([
    4,
    200,
    'OK',
    ENDPOINT,
    'text/event-stream',
    true,
    events.join(''),
    events.join(''),
    true,
  ]);
  expect(await page.evaluate(() => log)).toEqual([
    'loadstart',
    'state 2',
    'state 3',
    'state 4',
    'load',
    'loadend',
  ]);
});

test('XMLHttpRequest streams where a body has no async iteration', async ({ page, playhead }) => {
  await page.addInitScript(() => {
    const { prototype } = ReadableStream as unknown as {
      prototype: Record<string | symbol, unknown>;
    };
    delete prototype['values'];
    delete prototype[Symbol.asyncIterator];
  });
  await sendXhr(page);
  await playhead.step(1);
  expect(await page.evaluate(() => [xhr.readyState, xhr.responseText])).toEqual([3, events[0]]);
  await playhead.finish();
  expect(await page.evaluate(() => xhr.responseText)).toBe(events.join(''));
});

test('XMLHttpRequest gives bytes for the response type arraybuffer', async ({ page, playhead }) => {
  await sendXhr(page, { responseType: 'arraybuffer' });
  await playhead.finish();
  const bytes = await page.evaluate(() => [...new Uint8Array(xhr.response as ArrayBuffer)]);
  expect(Buffer.from(bytes).toString()).toBe(events.join(''));
});

test('waitForAbort() sees abort() of XMLHttpRequest', async ({ page, playhead }) => {
  await sendXhr(page);
  const stream = await playhead.nextStream();
  await stream.step(1);
  await page.evaluate(() => xhr.abort());
  expect(await stream.waitForAbort()).toMatchObject({ by: 'app', position: 1 });
  expect(await page.evaluate(() => [xhr.readyState, xhr.status, ...log.slice(-3)])).toEqual([
    0,
    0,
    'state 4',
    'abort',
    'loadend',
  ]);
});

test('a disconnect fails XMLHttpRequest', async ({ page, playhead }) => {
  await sendXhr(page);
  const stream = await playhead.nextStream();
  await stream.step(1);
  await stream.fail();
  await expect.poll(() => page.evaluate(() => log.slice(-2))).toEqual(['error', 'loadend']);
  expect(await page.evaluate(() => xhr.status)).toBe(0);
});

test('XMLHttpRequest can be sent once, and abort() resets it when it is done', async ({
  page,
  playhead,
}) => {
  await sendXhr(page);
  expect(
    await page.evaluate(() => {
      try {
        return String(xhr.send());
      } catch (error) {
        return (error as Error).name;
      }
    }),
  ).toBe('InvalidStateError');
  await playhead.finish();
  expect(
    await page.evaluate(() => {
      xhr.abort();
      return [xhr.readyState, xhr.status, log.at(-1)];
    }),
  ).toEqual([0, 0, 'loadend']);
  expect(playhead.requests).toHaveLength(1);
});
