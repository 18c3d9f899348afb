import { statSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** A browser on this machine, and where it came from. */
export interface Browser {
  kind: 'shell' | 'chromium' | 'chrome';
  from: 'environment' | 'playwright' | 'system';
  label: string;
  /** Where it lies. Playwright's own are launched by name, which also checks their libraries. */
  path: string;
}

/** What the look-up may see of the machine; a unit test makes one up. */
export interface Machine {
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  /** Whether a file lies at this path. */
  exists: (file: string) => boolean;
  /** Where Playwright keeps its full Chromium, installed or not; '' where it has none. */
  playwrightChromium: string;
}

const names = {
  shell: 'Chromium headless shell',
  chromium: 'Chromium',
  chrome: 'Chrome',
} as const;

/**
 * The browser to test with, or undefined when there is none. Looks only, so it is quick enough for
 * a configuration file, which every worker loads.
 *
 * @throws when `PLAYHEAD_BROWSER` names a file that does not exist.
 */
export function findBrowser(machine?: Machine): Browser | undefined {
  return findBrowsers(machine)[0];
}

/**
 * Every browser there is, the best first: the headless shell runs twice as many tests per second
 * as a whole Chromium, and Playwright's own builds are the ones it was tested with.
 */
export function findBrowsers(machine: Machine = thisMachine()): Browser[] {
  const chosen = machine.env['PLAYHEAD_BROWSER'];
  if (chosen) return [chosenBrowser(chosen, machine)];

  const own = { from: 'playwright' } as const;
  const system = { from: 'system' } as const;
  const places: Omit<Browser, 'label'>[] = [
    { kind: 'shell', ...own, path: shellBeside(machine.playwrightChromium) },
    { kind: 'chromium', ...own, path: machine.playwrightChromium },
    ...shellPaths(machine).map((file) => ({ kind: 'shell' as const, ...system, path: file })),
    ...chromiumPaths(machine).map((file) => ({ kind: 'chromium' as const, ...system, path: file })),
    ...chromePaths(machine).map((file) => ({ kind: 'chrome' as const, ...system, path: file })),
  ];
  return places
    .filter((place) => place.path !== '' && machine.exists(place.path))
    .map((place) => ({ ...place, label: `${names[place.kind]} (${place.from})` }));
}

function chosenBrowser(file: string, { exists }: Machine): Browser {
  if (!exists(file)) {
    throw new Error(
      `Cannot use the browser of PLAYHEAD_BROWSER: no file at ${file}. ` +
        'Set it to the path of a Chromium or Chrome executable, or unset it.',
    );
  }
  const name = path.basename(file).toLowerCase();
  const kind = /shell/.test(name) ? 'shell' : /chrome/.test(name) ? 'chrome' : 'chromium';
  return { kind, from: 'environment', label: `${names[kind]} (PLAYHEAD_BROWSER)`, path: file };
}

/**
 * Playwright tells the path of its full Chromium (`chromium.executablePath()`) and not that of its
 * headless shell, which lies beside it under the same revision:
 * `chromium-1255/chrome-linux64/chrome` and
 * `chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell`.
 */
function shellBeside(chromiumPath: string): string {
  const found = /^(.*[\\/])chromium-(\d+)([\\/])chrome-([^\\/]+)[\\/]/.exec(chromiumPath);
  if (!found) return '';
  const [, folder, revision, slash, build] = found;
  const file = build!.startsWith('win') ? 'chrome-headless-shell.exe' : 'chrome-headless-shell';
  return [
    `${folder}chromium_headless_shell-${revision}`,
    `chrome-headless-shell-${build}`,
    file,
  ].join(slash);
}

function shellPaths(machine: Machine): string[] {
  return onPath(machine, ['chromium-headless-shell', 'headless_shell', 'chrome-headless-shell']);
}

function chromiumPaths(machine: Machine): string[] {
  if (machine.platform === 'darwin') return ['/Applications/Chromium.app/Contents/MacOS/Chromium'];
  return onPath(machine, ['chromium', 'chromium-browser']);
}

function chromePaths(machine: Machine): string[] {
  const { env, platform } = machine;
  if (platform === 'darwin') {
    return ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
  }
  if (platform === 'win32') {
    const folders = [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']];
    return folders.flatMap((folder) =>
      folder ? [path.win32.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
    );
  }
  return [
    ...onPath(machine, ['google-chrome', 'google-chrome-stable']),
    '/opt/google/chrome/chrome',
  ];
}

/** Where the PATH might have these programs, the first name first. */
function onPath({ env, platform }: Machine, programs: string[]): string[] {
  const windows = platform === 'win32';
  const paths = windows ? path.win32 : path.posix;
  const folders = (env['PATH'] ?? '').split(paths.delimiter).filter((folder) => folder !== '');
  return programs.flatMap((name) =>
    folders.map((folder) => paths.join(folder, windows ? `${name}.exe` : name)),
  );
}

function thisMachine(): Machine {
  return {
    env: process.env,
    platform: process.platform,
    exists: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
    playwrightChromium: playwrightChromium(),
  };
}

function playwrightChromium(): string {
  try {
    return chromium.executablePath();
  } catch {
    // Playwright has no build for this system; the system may have one.
    return '';
  }
}
