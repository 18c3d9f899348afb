import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Carrier, CLAIM_MESSAGE, type PageConfig } from '../browser/channel.ts';
import type { Watch } from '../browser/seen.ts';
import { PlayheadError } from '../error.ts';

/** Where the package keeps its own, from its sources as from its build: `imports` in package.json. */
const ownFolder = () => path.dirname(fileURLToPath(import.meta.resolve('#page-script')));

/** The script that runs before any other in every document. */
export function pageScript(carrier: Carrier, config: PageConfig, folder = ownFolder()): string {
  const script = read(path.join(folder, `${carrier}.js`));
  return `(() => {${script}\nplayheadScript.start(${JSON.stringify(config)});})();`;
}

/** The function that begins to watch an element. */
export function watchScript(): (element: Element) => Watch {
  return pageFunction('quality.js', 'watch(given)') as (element: Element) => Watch;
}

/** The function that reads the text of elements, hidden or not, with their open shadow trees. */
export function textScript(): (elements: Element | Element[]) => string {
  const call = 'allTextOf([given].flat())';
  return pageFunction('text.js', call) as (elements: Element | Element[]) => string;
}

/** A function as one text, for Playwright to send: nothing else of it is in the page. */
function pageFunction(file: string, call: string) {
  const script = read(path.join(ownFolder(), file));
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- it never runs here
  return new Function('given', `${script}\nreturn playheadScript.${call};`);
}

/**
 * MSW's service worker, of the same version as the script that talks to it. It also claims when
 * it is asked to: by itself it does so once, when it activates.
 */
export function workerScript(folder = ownFolder()): string {
  const own = read(path.join(folder, 'mockServiceWorker.js'));
  const claim = `addEventListener('message', (event) => {
  if (event.data === '${CLAIM_MESSAGE}') event.waitUntil(self.clients.claim());
});`;
  return `${own}\n${claim}\n`;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new PlayheadError(
      'no-file',
      `Cannot read the page script ${file}: it does not exist. Install the package again, or build it with npm run build.`,
      { file },
    );
  }
}
