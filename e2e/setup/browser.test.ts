import { expect, test } from 'vitest';
import { findBrowser, findBrowsers, type Machine } from './browser.ts';

const linux = '/cache/chromium-1255/chrome-linux64/chrome';
const linuxShell =
  '/cache/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell';

function machine(files: string[], more: Partial<Machine> = {}): Machine {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    exists: (file) => files.includes(file),
    playwrightChromium: linux,
    ...more,
  };
}

test('takes the best browser first, and the next when it is gone', () => {
  const order = [
    [linuxShell, 'Chromium headless shell (playwright)'],
    [linux, 'Chromium (playwright)'],
    ['/usr/bin/chromium-headless-shell', 'Chromium headless shell (system)'],
    ['/usr/bin/chromium', 'Chromium (system)'],
    ['/usr/bin/google-chrome', 'Chrome (system)'],
  ];
  const files = order.map(([file]) => file!);

  for (const [at, [file, label]] of order.entries()) {
    expect(findBrowser(machine(files.slice(at)))).toMatchObject({ path: file, label });
  }
  expect(findBrowsers(machine(files.toReversed())).map(({ path }) => path)).toEqual(files);
});

test('finds nothing on a bare machine', () => {
  expect(findBrowser(machine([]))).toBeUndefined();
  expect(findBrowser(machine([], { env: {}, playwrightChromium: '' }))).toBeUndefined();
});

test('prefers the browser that the environment names', () => {
  const env = { PLAYHEAD_BROWSER: '/opt/mine/chrome', PATH: '/usr/bin' };

  expect(findBrowser(machine([linuxShell, '/opt/mine/chrome'], { env }))).toEqual({
    kind: 'chrome',
    from: 'environment',
    label: 'Chrome (PLAYHEAD_BROWSER)',
    path: '/opt/mine/chrome',
  });
});

test('refuses a browser of the environment that does not exist', () => {
  const env = { PLAYHEAD_BROWSER: '/opt/gone' };

  expect(() => findBrowser(machine([linuxShell], { env }))).toThrow(
    'Cannot use the browser of PLAYHEAD_BROWSER: no file at /opt/gone. ' +
      'Set it to the path of a Chromium or Chrome executable, or unset it.',
  );
});

test("finds Playwright's shell and the system's Chrome on Windows", () => {
  const playwright = String.raw`C:\cache\chromium-1255\chrome-win64\chrome.exe`;
  const shell = String.raw`C:\cache\chromium_headless_shell-1255\chrome-headless-shell-win64\chrome-headless-shell.exe`;
  const chrome = String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`;
  const windows = machine([shell, chrome], {
    platform: 'win32',
    env: { PROGRAMFILES: String.raw`C:\Program Files` },
    playwrightChromium: playwright,
  });

  expect(findBrowsers(windows).map(({ path }) => path)).toEqual([shell, chrome]);
});

test('finds Chrome among the applications of macOS', () => {
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const mac = machine([chrome], {
    platform: 'darwin',
    playwrightChromium:
      '/cache/chromium-1255/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  });

  expect(findBrowser(mac)).toMatchObject({ kind: 'chrome', path: chrome });
});
