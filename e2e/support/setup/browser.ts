import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, firefox, type LaunchOptions, webkit } from '@playwright/test';

/** What Playwright can start. */
export const TYPES = { chromium, firefox, webkit };

export type BrowserName = keyof typeof TYPES;

/** A browser on this machine. */
export interface Browser {
  browserName: BrowserName;
  label: string;
  path: string;
  /** Tells Playwright which one: its own by name, where none means its shell. */
  launch: Pick<LaunchOptions, 'channel' | 'env' | 'executablePath'>;
}

/** The part of the machine that the look-up sees, so that a unit test can describe another. */
export interface Machine {
  env: Record<string, string | undefined>;
  exists: (file: string) => boolean;
  /** Tells where Playwright keeps its own, installed or not: `…/chromium-1255/chrome-linux64/chrome`. */
  own: Partial<Record<BrowserName, string>>;
}

/** The variables that choose the browser. */
export const CHOOSES = {
  chromium: 'PLAYHEAD_BROWSER',
  firefox: 'PLAYHEAD_FIREFOX',
  webkit: undefined,
};

const PROGRAMS: Record<BrowserName, Record<string, string>> = {
  chromium: {
    'chromium-headless-shell': 'the headless shell of the system',
    headless_shell: 'the headless shell of the system',
    chromium: 'Chromium of the system',
    'chromium-browser': 'Chromium of the system',
    'google-chrome': 'Chrome of the system',
  },
  firefox: { firefox: 'Firefox of the system', 'firefox-esr': 'Firefox ESR of the system' },
  webkit: {},
};

/**
 * Lists every browser of this name, the best first: the headless shell runs twice as many tests
 * per second as a whole Chromium, and Playwright's own builds are the ones it was tested with. Starts
 * none of them, so that a configuration file can call it.
 *
 * @throws when `PLAYHEAD_BROWSER` or `PLAYHEAD_FIREFOX` names a file that does not exist.
 */
export function findBrowsers(
  browserName: BrowserName = 'chromium',
  machine: Machine = thisMachine(),
): Browser[] {
  const { env, exists, own } = machine;
  const variable = CHOOSES[browserName];
  const chosen = variable && env[variable];
  if (chosen && !exists(chosen)) {
    throw new Error(
      `Cannot use the browser of ${variable}: no file at ${chosen}. ` +
        `Set it to the path of an executable of ${browserName}, or unset it.`,
    );
  }
  if (chosen) return [at(chosen, variable, browserName)];

  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const system = Object.entries(PROGRAMS[browserName]).flatMap(([program, label]) =>
    folders.map((folder) => at(path.join(folder, program), label, browserName)),
  );
  return [...ownBrowsers(browserName, own[browserName] ?? ''), ...system].filter((browser) =>
    exists(browser.path),
  );
}

function ownBrowsers(browserName: BrowserName, file: string): Browser[] {
  const name = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }[browserName];
  const whole = { browserName, label: `${name} of Playwright`, path: file, launch: {} };
  if (browserName !== 'chromium') return [whole];
  // Playwright does not say where its shell lies: in a folder of its own, of the same revision.
  const shell = file.replace(/chromium-(\d+).*/s, 'chromium_headless_shell-$1');
  return [
    {
      ...whole,
      label: 'the headless shell of Playwright',
      path: path.join(shell, 'INSTALLATION_COMPLETE'),
    },
    { ...whole, launch: { channel: 'chromium' } },
  ];
}

function at(file: string, label: string, browserName: BrowserName): Browser {
  const found = { browserName, label, path: file };
  if (browserName !== 'firefox') return { ...found, launch: { executablePath: file } };
  return {
    ...found,
    launch: {
      channel: 'moz-firefox',
      executablePath: path.join(import.meta.dirname, 'bidi-bridge.ts'),
      env: { ...process.env, PLAYHEAD_FIREFOX: file },
    },
  };
}

function thisMachine(): Machine {
  const own: Machine['own'] = {};
  for (const [browserName, type] of Object.entries(TYPES)) {
    try {
      own[browserName as BrowserName] = type.executablePath();
    } catch {
      // Playwright has no build for this system; the system may have one.
    }
  }
  return { env: process.env, exists: existsSync, own };
}
