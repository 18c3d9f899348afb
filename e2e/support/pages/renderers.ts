import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';

/** A secure context, as a service worker needs, without a server. */
const ORIGIN = 'http://chat.localhost';
const RENDERERS = path.join(import.meta.dirname, '../renderers');

let bundle: Promise<Map<string, string>> | undefined;

/** Opens the page of one renderer, `renderers/<name>.ts`. It asks for its answer at once. */
export async function openRenderer(page: Page, name: string): Promise<void> {
  const files = await (bundle ??= bundleRenderers());
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = files.get(pathname.slice(1));
    if (script !== undefined) {
      return route.fulfill({ body: script, contentType: 'text/javascript' });
    }
    return route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>${name}</title><main></main><script type="module" src="${pathname}.js"></script>`,
    });
  });
  await page.goto(`${ORIGIN}/${name}`);
}

/** Bundles all renderers, once a worker: the name of each file and its script. */
async function bundleRenderers(): Promise<Map<string, string>> {
  const pages = readdirSync(RENDERERS).filter((name) => name.endsWith('.ts'));
  const built = await build({
    configFile: false,
    root: RENDERERS,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: pages.map((name) => path.join(RENDERERS, name)),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  const outputs = [built].flat();
  const files = outputs.flatMap((each) => ('output' in each ? each.output : []));
  return new Map(files.map((file) => [file.fileName, 'code' in file ? file.code : '']));
}

/** Gives the answer on the page now, from a shadow tree as well, open or closed. */
export async function shownText(page: Page): Promise<string> {
  return page.locator('main').evaluate((main) => {
    const component = main.querySelector<Element & { shown: string }>('answer-text');
    return component?.shown ?? main.textContent;
  });
}
