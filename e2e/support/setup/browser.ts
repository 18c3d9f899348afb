import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** A browser on this machine. */
export interface Browser {
  label: string;
  path: string;
  /** Tells Playwright which one: its own by name, where none means its shell. */
  launch: { channel?: 'chromium'; executablePath?: string };
}

/** The part of the machine that the look-up sees, so that a unit test can describe another. */
export interface Machine {
  env: Record<string, string | undefined>;
  exists: (file: string) => boolean;
  /** Where Playwright keeps its Chromium, installed or not: `…/chromium-1255/chrome-linux64/chrome`. */
  playwrightChromium: string;
}

const PROGRAMS = {
  'chromium-headless-shell': 'the headless shell of the system',
  headless_shell: 'the headless shell of the system',
  chromium: 'Chromium of the system',
  'chromium-browser': 'Chromium of the system',
  'google-chrome': 'Chrome of the system',
} as const;

/**
 * Lists every browser there is, the best first: the headless shell runs twice as many tests per
 * second as a whole Chromium, and Playwright's own builds are the ones it was tested with. Starts
 * none of them, so that a configuration file can call it.
 *
 * @throws when `PLAYHEAD_BROWSER` names a file that does not exist.
 */
export function findBrowsers(machine: Machine = thisMachine()): Browser[] {
  const { env, exists, playwrightChromium } = machine;
  const chosen = env['PLAYHEAD_BROWSER'];
  if (chosen && !exists(chosen)) {
    throw new Error(
      `Cannot use the browser of PLAYHEAD_BROWSER: no file at ${chosen}. ` +
        'Set it to the path of a Chromium or Chrome executable, or unset it.',
    );
  }
  if (chosen) return [at(chosen, 'PLAYHEAD_BROWSER')];

  // Playwright does not say where its shell lies: in a folder of its own, of the same revision.
  const shell = playwrightChromium.replace(/chromium-(\d+).*/s, 'chromium_headless_shell-$1');
  const own: Browser[] = [
    {
      label: 'the headless shell of Playwright',
      path: path.join(shell, 'INSTALLATION_COMPLETE'),
      launch: {},
    },
    {
      label: 'Chromium of Playwright',
      path: playwrightChromium,
      launch: { channel: 'chromium' },
    },
  ];
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const system = Object.entries(PROGRAMS).flatMap(([program, label]) =>
    folders.map((folder) => at(path.join(folder, program), label)),
  );
  return [...own, ...system].filter((browser) => exists(browser.path));
}

function at(file: string, label: string): Browser {
  return { label, path: file, launch: { executablePath: file } };
}

function thisMachine(): Machine {
  let playwrightChromium = '';
  try {
    playwrightChromium = chromium.executablePath();
  } catch {
    // Playwright has no build for this system; the system may have one.
  }
  return { env: process.env, exists: existsSync, playwrightChromium };
}
