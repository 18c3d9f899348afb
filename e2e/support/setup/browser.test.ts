import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowsers, type Machine } from './browser.ts';

const chromium = '/cache/chromium-1255/chrome-linux64/chrome';
const shell = path.join('/cache/chromium_headless_shell-1255', 'INSTALLATION_COMPLETE');
const onPath = (program: string) => path.join('/usr/bin', program);

/** Describes a machine with these files. */
function machine(files: string[], more: Partial<Machine> = {}): Machine {
  const env = { PATH: ['/usr/local/bin', '/usr/bin'].join(path.delimiter) };
  return { env, exists: (file) => files.includes(file), playwrightChromium: chromium, ...more };
}

describe('findBrowsers', () => {
  test("lists shells before whole browsers, Playwright's own first", () => {
    const files = [
      shell,
      chromium,
      onPath('chromium-headless-shell'),
      onPath('chromium'),
      onPath('google-chrome'),
    ];
    expect(findBrowsers(machine(files.toReversed())).map((browser) => browser.path)).toEqual(files);
  });

  test("lets Playwright launch its own by name, and the system's by path", () => {
    const [own, system] = findBrowsers(machine([shell, onPath('chromium')]));
    expect(own?.launch).toEqual({});
    expect(system?.launch).toEqual({ executablePath: onPath('chromium') });
  });

  test('finds nothing on a bare machine', () => {
    expect(findBrowsers(machine([]))).toEqual([]);
    expect(findBrowsers(machine([], { env: {}, playwrightChromium: '' }))).toEqual([]);
  });

  test('takes the browser that the environment names, and no other', () => {
    const env = { PLAYHEAD_BROWSER: '/opt/mine/chrome', PATH: '/usr/bin' };
    const found = findBrowsers(machine([shell, '/opt/mine/chrome'], { env }));
    expect(found.map((browser) => browser.path)).toEqual(['/opt/mine/chrome']);
  });

  test('rejects a browser of the environment that does not exist', () => {
    const env = { PLAYHEAD_BROWSER: '/opt/none' };
    expect(() => findBrowsers(machine([shell], { env }))).toThrow(/PLAYHEAD_BROWSER.*\/opt\/none/);
  });
});
