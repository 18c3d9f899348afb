import { afterEach, describe, expect, test, vi } from 'vitest';
import { abortError, connectionLost, connectionRefused } from './network-errors.ts';
import { Playback } from './playback.ts';

afterEach(() => vi.unstubAllGlobals());

/** Stubs what tells one browser from another. */
function runIn(vendor: string | undefined): void {
  vi.stubGlobal('process', Object.create(process, { versions: { value: {} } }));
  vi.stubGlobal('navigator', { vendor });
}

const reason = new Error('changed my mind');

describe.each([
  ['Chromium', 'Google Inc.', 'Failed to fetch', 'network error'],
  ['Firefox', '', 'NetworkError when attempting to fetch resource.', 'Error in input stream'],
  ['WebKit', 'Apple Computer, Inc.', 'Load failed', 'Load failed'],
  ['a browser that is not known', undefined, 'Failed to fetch', 'network error'],
])('in %s', (_name, vendor, refused, lost) => {
  test("a refused connection fails with the browser's message", () => {
    runIn(vendor);
    expect(connectionRefused()).toEqual(new TypeError(refused));
  });

  test("a connection that is lost in the body fails with the browser's message", async () => {
    runIn(vendor);
    const { body } = new Playback([], { end: 'disconnect' });
    await expect(body.getReader().read()).rejects.toEqual(new TypeError(lost));
  });
});

test.each(['Google Inc.', '', undefined])(
  'the app gets its own reason of an abort where the vendor is %j',
  (vendor) => {
    runIn(vendor);
    expect(abortError(reason)).toBe(reason);
  },
);

test('in WebKit the app gets no reason of its own, but the test does', async () => {
  runIn('Apple Computer, Inc.');
  const controller = new AbortController();
  const playback = new Playback([], { limit: 0, signal: controller.signal });
  const reading = playback.body.getReader().read();
  controller.abort(reason);
  await expect(reading).rejects.toMatchObject({ name: 'AbortError', message: 'Fetch is aborted' });
  expect(playback.end).toEqual({ how: 'cancelled', reason });
});

test('in WebKit a lost connection has no stack: some apps recognise it by that', () => {
  runIn('Apple Computer, Inc.');
  expect(connectionLost().stack).toBeUndefined();
  expect(connectionRefused().stack).toBeUndefined();
});

test.each(['Apple Computer, Inc.', ''])(
  'in Node a lost connection has the words of Node, whatever browser it plays: %j',
  (vendor) => {
    vi.stubGlobal('navigator', { vendor });
    const cause = expect.objectContaining({ code: 'ECONNRESET' });
    expect(connectionLost()).toMatchObject({ message: 'terminated', cause });
    expect(connectionRefused()).toMatchObject({ message: 'fetch failed', cause });
    expect(abortError(reason)).toBe(reason);
  },
);
