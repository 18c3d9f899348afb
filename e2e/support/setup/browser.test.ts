import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowsers, type Machine } from './browser.ts';

const own = {
  chromium: '/cache/chromium-1255/chrome-linux64/chrome',
  firefox: '/cache/firefox-1520/firefox/firefox',
  webkit: '/cache/webkit-2262/pw_run.sh',
};
const shell = path.join('/cache/chromium_headless_shell-1255', 'INSTALLATION_COMPLETE');
const onPath = (program: string) => path.join('/usr/bin', program);

/** Describes a machine with these files. */
function machine(files: string[], more: Partial<Machine> = {}): Machine {
  const env = { PATH: ['/usr/local/bin', '/usr/bin'].join(path.delimiter) };
  return { env, exists: (file) => files.includes(file), own, ...more };
}

describe('findBrowsers', () => {
  test("lists shells before whole browsers, Playwright's own first", () => {
    const files = [
      shell,
      own.chromium,
      onPath('chromium-headless-shell'),
      onPath('chromium'),
      onPath('google-chrome'),
    ];
    const found = findBrowsers('chromium', machine(files.toReversed()));
    expect(found.map((browser) => browser.path)).toEqual(files);
  });

  test("lets Playwright launch its own by name, and the system's by path", () => {
    const [first, system] = findBrowsers('chromium', machine([shell, onPath('chromium')]));
    expect(first?.launch).toEqual({});
    expect(system?.launch).toEqual({ executablePath: onPath('chromium') });
  });

  test("lists Playwright's Firefox first, and starts that of the system by the bridge", () => {
    const files = [onPath('firefox-esr'), onPath('firefox'), own.firefox, own.webkit];
    const [first, ...system] = findBrowsers('firefox', machine(files));
    expect(first).toMatchObject({ path: own.firefox, launch: {} });
    expect(system).toMatchObject(
      ['firefox', 'firefox-esr'].map((program) => ({
        path: onPath(program),
        launch: {
          channel: 'moz-firefox',
          executablePath: path.join(import.meta.dirname, 'bidi-bridge.ts'),
          env: { PLAYHEAD_FIREFOX: onPath(program) },
        },
      })),
    );
  });

  test('takes no WebKit but that of Playwright', () => {
    expect(findBrowsers('webkit', machine([own.webkit]))).toMatchObject([{ path: own.webkit }]);
  });

  test.each(['chromium', 'firefox', 'webkit'] as const)(
    'finds no %s on a bare machine',
    (browserName) => {
      expect(findBrowsers(browserName, machine([]))).toEqual([]);
      expect(findBrowsers(browserName, machine([], { env: {}, own: {} }))).toEqual([]);
    },
  );

  test.each([
    ['chromium', 'PLAYHEAD_BROWSER'],
    ['firefox', 'PLAYHEAD_FIREFOX'],
  ] as const)('takes the %s that the environment names, and no other', (browserName, variable) => {
    const env = { [variable]: '/opt/mine/browser', PATH: '/usr/bin' };
    const files = [shell, own.firefox, '/opt/mine/browser'];
    const found = findBrowsers(browserName, machine(files, { env }));
    expect(found.map((browser) => browser.path)).toEqual(['/opt/mine/browser']);
  });

  test('rejects a browser of the environment that does not exist', () => {
    const env = { PLAYHEAD_BROWSER: '/opt/none' };
    const look = () => findBrowsers('chromium', machine([shell], { env }));
    expect(look).toThrow(/PLAYHEAD_BROWSER.*\/opt\/none/);
  });
});
