import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const RENDERERS = path.join(import.meta.dirname, '../renderers');

/** Says whether the pages can read from a back end. What they need for that takes most of the time. */
type Kind = 'without-transports' | 'with-transports';

const bundles = new Map<Kind, Promise<Map<string, string>>>();

/** Bundles all renderers, once a worker: the name of each file and its script. */
export function rendererFiles(kind: Kind): Promise<Map<string, string>> {
  const bundle = bundles.get(kind) ?? bundleRenderers(kind);
  bundles.set(kind, bundle);
  return bundle;
}

/** Gives the HTML of the page of one renderer. */
export function rendererPage(name: string): string {
  return `<!doctype html><title>${name}</title><main></main><script type="module" src="/${name}.js"></script>`;
}

async function bundleRenderers(kind: Kind): Promise<Map<string, string>> {
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
        external: kind === 'with-transports' ? [] : /\/transports\//,
        input: pages.map((name) => path.join(RENDERERS, name)),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  const outputs = [built].flat();
  const files = outputs.flatMap((each) => ('output' in each ? each.output : []));
  return new Map(files.map((file) => [file.fileName, 'code' in file ? file.code : '']));
}
