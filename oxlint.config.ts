import { defineConfig, type OxlintOverride } from 'oxlint';
import manifest from './package.json' with { type: 'json' };

/**
 * Lists what a folder of the library may import, the packages it may know, and where code belongs
 * that needs more. `mocks/README.md` shows the first three; a unit test compares the two.
 */
export const BOUNDARIES: [folder: string, imports: string, packages: string, hint: string][] = [
  ['util', '', '', 'Move what knows bytes to wire/.'],
  ['wire', 'util', '', 'Move what bytes mean to protocols/.'],
  ['cassette', 'util, wire', '', 'Move what events mean to protocols/.'],
  ['protocols', 'util … cassette', '', 'Move time to stream/, matching to matching/.'],
  ['matching', 'util … protocols', '', 'Move what plays a response to stream/.'],
  ['acceptance', 'util … matching', '', 'Move what answers requests to replay/.'],
  ['stream', 'util … cassette', '', 'Move what answers requests to replay/.'],
  ['faults', 'util … stream', '', 'Move what answers requests to replay/.'],
  ['replay', 'util … faults', '', 'Move what needs MSW to msw/, a page to browser/.'],
  [
    'player',
    'util … replay, types of record',
    '',
    'Move what needs a page to browser/, HTTP to server/.',
  ],
  [
    'playhead',
    'util … player',
    '',
    'Move what needs Playwright to playwright/, what needs MSW to msw/.',
  ],
  ['msw', 'util … playhead', 'msw', 'Move what needs a page to browser/, a disk to node/.'],
  ['browser', 'util … msw, types of record', 'msw', 'Move what needs a disk to node/.'],
  [
    'record',
    'util … replay',
    '@secretlint/*',
    'Move what needs a disk to node/, what plays a stream to player/.',
  ],
  ['node', 'util … cassette, record', 'node:*', 'Move what answers requests to replay/.'],
  [
    'vite',
    'util … cassette, node',
    'node:*, vite',
    'Move what reads the disk to node/, what answers requests to replay/.',
  ],
  [
    'server',
    'util … player, record, node',
    'node:*, express, node-forge',
    'Move what reads the command line to cli/, what a test does to playwright/.',
  ],
  [
    'cli',
    'util … player, record, node, server',
    'node:*, commander',
    'Move what does the work to server/.',
  ],
  [
    'playwright',
    'util … playhead, record, node, browser/channel.ts, types of browser',
    'node:*, @playwright/test',
    'Move what runs in the page to browser/, and reach it by browser/channel.ts.',
  ],
  [
    'quality',
    'util … protocols, types of playhead, browser/channel.ts, types of browser, playwright',
    '@playwright/test',
    'Move what runs in the page to quality/page/.',
  ],
  [
    'quality/page',
    'util, browser/channel.ts, browser/page-object.ts, browser/text.ts, browser/tree.ts',
    '',
    'Move what judges to quality/test/.',
  ],
  [
    'chat-suite',
    'util … protocols, types of matching, types of faults, types of playhead, playwright, quality',
    '@playwright/test',
    'Move what holds a stream to playwright/.',
  ],
];

const FOLDERS = BOUNDARIES.map(([folder]) => folder).filter((folder) => !folder.includes('/'));
const PACKAGES = [
  'node:*',
  ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
];

/** Turns a row into patterns of imports: what leaves the folder must be in its row. */
function patternsOf([folder, imports, packages, hint]: (typeof BOUNDARIES)[number]) {
  const listed = imports.split(', ').flatMap((each) => {
    const [first, last] = each.split(' … ') as [string, string?];
    return last ? FOLDERS.slice(FOLDERS.indexOf(first), FOLDERS.indexOf(last) + 1) : [first];
  });
  const types = listed.flatMap((each) => each.split('types of ').slice(1));
  const files = listed.filter((each) => each.endsWith('.ts')).map((file) => `!**/${file}`);
  const denied = FOLDERS.filter((each) => ![...listed, ...types, folder].includes(each));
  const unknown = PACKAGES.filter((each) => !packages.split(', ').some(covers(each)));
  const inside = (folders: string[]) => folders.map((each) => `**/${each}/**`);
  const message = `${folder}/ may not import this: see mocks/README.md. ${hint}`;
  return [
    { regex: packages ? `^(${unknown.join('|').replaceAll('*', '.*')})(/|$)` : '^[^.]', message },
    { group: [...inside(denied), ...files], message },
    { group: [...inside(types), ...files], message, allowTypeImports: true },
    // A folder within a folder may not import those beside it.
    ...(folder.includes('/') ? [{ regex: '^\\.\\./[^./]+/', message }] : []),
  ];
}

/** Tells whether a cell lists a package, by its name or as one of a scope: `@scope/*`. */
function covers(name: string) {
  return (cell: string) =>
    cell === name || (cell.endsWith('/*') && name.startsWith(cell.slice(0, -1)));
}

function restrict(files: string[], patterns: object[]): OxlintOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const LENGTH = { skipBlankLines: false, skipComments: false };
const PLUGINS = ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y'] as const;

export default defineConfig({
  options: { typeAware: true, denyWarnings: true },
  plugins: [...PLUGINS, 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'demo-app/dist', 'playwright-report', 'test-results'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'typescript/no-explicit-any': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'max-lines': ['error', { max: 300, ...LENGTH }],
    'max-lines-per-function': ['error', { max: 80, ...LENGTH }],
    'typescript/no-unsafe-type-assertion': 'off',
    'oxc/no-async-endpoint-handlers': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'react/react-in-jsx-scope': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/valid-expect': 'off',
    'vitest/require-to-throw-message': 'off',
  },
  overrides: [
    ...BOUNDARIES.map((row) => restrict([`mocks/${row[0]}/**/*.ts`], patternsOf(row))),
    // Only these files know the YAML parser.
    restrict(
      ['mocks/cassette/{yaml,write-yaml,comments}.ts'],
      patternsOf(['cassette', 'util, wire', 'yaml', 'Move what reads cassettes to parse.ts.']),
    ),
    restrict(
      ['e2e/**/*.ts'],
      [{ group: ['**/mocks/**', '**/dist/**'], message: "Import from 'playhead', as users do." }],
    ),
    restrict(
      ['demo-app/**/*.{ts,tsx}'],
      [
        {
          group: ['playhead', 'playhead/*', '**/mocks/**'],
          message: 'The app must not know that it is mocked: start the replay in main.tsx.',
        },
      ],
    ),
    {
      // Bundles what runs in the page, on the machine that builds; and measures the engine alone.
      files: [
        '**/*.test.ts',
        'mocks/browser/bundle.ts',
        'demo-app/{src/main.tsx,server.ts}',
        'e2e/bench/requests.spec.ts',
      ],
      rules: { 'no-restricted-imports': 'off' },
    },
    { files: ['e2e/**/*.ts', 'demo-app/**'], plugins: [...PLUGINS] },
    { files: ['e2e/**/*.ts'], rules: { 'no-empty-pattern': 'off' } },
    {
      files: ['**/*.{test,spec}.ts'],
      rules: { 'max-lines-per-function': 'off' },
    },
  ],
});
