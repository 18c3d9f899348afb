import type { PlaywrightTestProject } from '@playwright/test';
import type { PlayheadOptions } from 'playhead/playwright';
import { type Engine, findBrowsers } from './browser.ts';
import { skippedIn, titlesOf } from './skipped.ts';

type Projects = PlaywrightTestProject<PlayheadOptions>[];

/** What of a project runs in another engine: where the engine may make a difference. */
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

/** Gives the projects of the engine that `run-in-engine.ts` names, else all as they are. */
export function inEngine(projects: Projects): Projects {
  const engine = process.env['PLAYHEAD_ENGINE'] as Engine | undefined;
  if (!engine) return projects;
  const [browser] = findBrowsers(engine);
  if (!browser) throw new Error(`Cannot find ${engine}. Run npm run e2e:${engine} to see why.`);
  return projects.flatMap((project) => {
    const testMatch = SPECS[project.name!];
    if (!testMatch) return [];
    const use = { ...project.use, browserName: engine, launchOptions: browser.launch };
    const name = `${engine}, ${project.name}`;
    const grepInvert = [...[project.grepInvert ?? []].flat(), ...skippedIn(browser).map(titlesOf)];
    return { ...project, name, testMatch, grepInvert, timeout: TIMEOUT_MS, use };
  });
}
