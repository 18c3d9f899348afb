import type { PlaywrightTestProject } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';
import { type BrowserName, findBrowsers } from './browser.ts';
import { skippedIn, titlesOf } from './skipped.ts';

type Projects = PlaywrightTestProject<PlayheadOptions>[];

/** What of a project runs in another browser: where the browser may make a difference. */
const SPECS: Record<string, string[]> = {
  page: [
    'playhead/rendering/*.spec.ts',
    'playhead/carriers/*.spec.ts',
    'playhead/sandbox.spec.ts',
    'playhead/server/shown.spec.ts',
    'quality/{settling,text-regressions}.spec.ts',
    'demo-app/{recordings,stop}.spec.ts',
    'readme/*.spec.ts',
  ],
  server: ['readme/back-end.spec.ts'],
};

/** Allows for Firefox on a busy machine. */
const TIMEOUT_MS = 90_000;

/** Gives the projects of the browser that `run-in-browser.ts` names, else all as they are. */
export function inBrowser(projects: Projects): Projects {
  const browserName = process.env['PLAYHEAD_BROWSER_NAME'] as BrowserName | undefined;
  if (!browserName) return projects;
  const [browser] = findBrowsers(browserName);
  if (!browser)
    throw new Error(`Cannot find ${browserName}. Run npm run e2e:${browserName} to see why.`);
  return projects.flatMap((project) => {
    const testMatch = SPECS[project.name!];
    if (!testMatch) return [];
    const use = { ...project.use, browserName, launchOptions: browser.launch };
    const name = `${browserName}, ${project.name}`;
    const grepInvert = [...[project.grepInvert ?? []].flat(), ...skippedIn(browser).map(titlesOf)];
    return { ...project, name, testMatch, grepInvert, timeout: TIMEOUT_MS, use };
  });
}
