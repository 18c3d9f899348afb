import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const RENDERERS = path.join(import.meta.dirname, '../renderers');

let bundle: Promise<Map<string, string>> | undefined;

/** Bundles all renderers, once a worker: the name of each file and its script. */
export function rendererFiles(): Promise<Map<string, string>> {
  return (bundle ??= bundleRenderers());
}

/** Gives the HTML of the page of one renderer. */
export function rendererPage(name: string): string {
  return `<!doctype html><title>${name}</title><main></main><script type="module" src="/${name}.js"></script>`;
}

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
