import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * The bytes of a page's code that come from the package: minified and compressed, without MSW. A
 * budget is 5 to 10 % over what was measured when it was set. Raise it with a reason.
 */
const BUDGETS = [
  {
    entryPoint: './browser',
    imported: '{ startReplay }',
    msw: ['msw', 'msw/browser'],
    budget: 36_500,
  }, // 34,597; 99,756 minified
  { entryPoint: './browser', imported: '{ createPlayhead }', msw: ['msw'], budget: 47_500 }, // 44,243
  { entryPoint: '.', imported: '{ cassetteHandlers }', msw: ['msw'], budget: 36_000 }, // 33,926; 98,643 minified
] as const;

describe.each(BUDGETS)(
  '$imported of $entryPoint',
  async ({ entryPoint, imported, msw, budget }) => {
    const { code, imports, modules } = await bundle(entryPoint, imported);

    test('is within its budget', () => {
      expect(gzipSync(code).length).toBeLessThan(budget);
    });

    test('brings no other package: neither the YAML parser nor Node', () => {
      expect(imports.toSorted()).toEqual(msw);
      expect(modules.filter((file) => !file.startsWith(path.join(ROOT, 'dist/')))).toEqual([]);
    });
  },
);

async function bundle(entryPoint: keyof typeof manifest.exports, imported: string) {
  const file = path.join(ROOT, (manifest.exports[entryPoint] as { default: string }).default);
  const entry = '\0entry';
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) =>
          id === entry ? `export ${imported} from ${JSON.stringify(file)};` : undefined,
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: entry,
        external: [/^msw/, /^node:/],
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rolldown.RolldownOutput;
  const [{ code, imports, moduleIds }] = output;
  return { code, imports, modules: moduleIds.filter((id) => id !== entry) };
}
