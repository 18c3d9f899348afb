import path from 'node:path';
import type { Browser } from './browser.ts';

/** A test that another browser than Chromium does not run. */
interface Skipped {
  /** `moz-firefox` is Firefox of the system: Playwright drives it over WebDriver BiDi, but not its own build. */
  in: readonly ('firefox' | 'moz-firefox' | 'webkit')[];
  spec: string;
  /** A part of the title, of its describe blocks or of its own. */
  title: string;
  reason: string;
  see: string;
}

/** Lists what is skipped. Each entry is printed when the specs of a browser run. */
export const SKIPPED: readonly Skipped[] = [
  {
    in: ['firefox'],
    spec: 'playhead/rendering/settled.spec.ts',
    title: 'service-worker',
    reason: 'Playwright cannot answer for the script of a service worker in Firefox',
    see: 'https://github.com/microsoft/playwright/issues/38642',
  },
  {
    in: ['moz-firefox'],
    spec: 'demo-app/stop.spec.ts',
    title: 'a double click on Send sends once, and one on Stop keeps the draft',
    reason: 'a double click arrives as two single clicks',
    see: 'https://github.com/microsoft/playwright/issues/37235',
  },
  {
    in: ['moz-firefox'],
    spec: 'demo-app/stop.spec.ts',
    title: 'Stop cancels a tool that runs',
    reason: 'a request that is cancelled while a route holds it is not reported as failed',
    see: 'no issue was found; seen with Firefox 153 and Playwright 1.65',
  },
  {
    in: ['firefox', 'webkit'],
    spec: 'readme/quality.spec.ts',
    title: 'streams without jumps and flicker',
    reason: 'only Chromium measures layout shifts',
    see: 'https://developer.mozilla.org/en-US/docs/Web/API/LayoutShift',
  },
  {
    in: ['firefox', 'webkit'],
    spec: 'quality/settling.spec.ts',
    title: 'is measured, though none of its timers fires',
    reason: 'only Chromium measures layout shifts',
    see: 'https://developer.mozilla.org/en-US/docs/Web/API/LayoutShift',
  },
];

/** Lists what this browser skips. */
export function skippedIn({ browserName, launch }: Browser): readonly Skipped[] {
  return SKIPPED.filter((each) =>
    each.in.some((place) => place === browserName || place === launch.channel),
  );
}

/** Matches the title that Playwright makes of a test: project, file, describe blocks, its own. */
export function titlesOf({ spec, title }: Skipped): RegExp {
  const [file, own] = [path.posix.basename(spec), title].map((text) =>
    text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  );
  return new RegExp(`\\b${file}.*${own}`);
}
