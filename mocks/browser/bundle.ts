import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Bundles what the Playwright fixtures put into a page: one script per carrier, the one that watches
 * how well a stream is shown, the one that reads text, and MSW's worker beside them. `tsx mocks/browser/bundle.ts [folder to write to] [folder whose node_modules holds MSW]`.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const [outDir = path.join(ROOT, 'dist/page'), mswFrom = ROOT] = process.argv.slice(2);
const resolveFrom = createRequire(path.resolve(mswFrom, 'package.json')).resolve;

/**
 * MSW keeps cookies in a jar that is most of its weight and that throws where a document has no
 * storage (sandboxed frames). No handler of ours looks at a cookie.
 */
const NO_COOKIES: [code: RegExp, instead: string][] = [
  [/(const cookieStore = )[^;]*;/, '$1{ getCookies: () => [], setCookie() {} };'],
  [/(function getAllDocumentCookies\(\) \{)/, '$1 return {};'],
];

const NO_JAR = '\0tough-cookie';

function withoutCookies(): Plugin {
  const left = new Set(NO_COOKIES);
  return {
    name: 'without-cookies',
    enforce: 'pre',
    resolveId: (id) => (id === 'tough-cookie' ? NO_JAR : undefined),
    load: (id) =>
      id === NO_JAR
        ? 'export class Cookie {} export class CookieJar {} export class MemoryCookieStore {}'
        : undefined,
    transform(code, id) {
      if (!/[\\/]msw[\\/]lib[\\/]/.test(id)) return undefined;
      return NO_COOKIES.reduce((changed, change) => {
        const [pattern, instead] = change;
        if (pattern.test(changed)) left.delete(change);
        return changed.replace(pattern, instead);
      }, code);
    },
    buildEnd() {
      if (left.size > 0)
        throw new Error("Cannot leave out MSW's cookie jar: its code has changed.");
    },
  };
}

/** Takes MSW from elsewhere, so that the same scripts can be tried with another version. */
const otherMsw: Plugin = {
  name: 'other-msw',
  enforce: 'pre',
  resolveId(id, importer) {
    const own = importer?.startsWith(path.join(ROOT, 'mocks'));
    if (!own || !/^msw(\/|$)/.test(id)) return undefined;
    return this.resolve(id, path.resolve(mswFrom, 'package.json'), { skipSelf: true });
  },
};

for (const [name, entry, plugins] of [
  ['page', 'browser/carriers/page.ts', [otherMsw, withoutCookies()]],
  ['service-worker', 'browser/carriers/service-worker.ts', [otherMsw, withoutCookies()]],
  ['server', 'browser/carriers/server.ts', []], // answers nothing: it knows nothing of MSW
  ['quality', 'quality/page/watch.ts', []], // knows nothing of MSW
  ['text', 'browser/text.ts', []],
] as const) {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [...plugins],
    resolve: { conditions: ['browser', 'import', 'default'] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: path.join(ROOT, 'mocks', entry),
        formats: ['iife'],
        name: 'playheadScript',
        fileName: () => `${name}.js`,
      },
    },
  });
}

mkdirSync(outDir, { recursive: true });
copyFileSync(resolveFrom('msw/mockServiceWorker.js'), path.join(outDir, 'mockServiceWorker.js'));
