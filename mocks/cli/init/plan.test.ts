import { expect, test } from 'vitest';
import { parseCassette } from '../../cassette/parse.ts';
import { protocols } from '../../protocols/protocols.ts';
import { completeSetup, detect, type Given } from './detect.ts';
import { readManifest } from './manifest.ts';
import { planSetup } from './plan.ts';
import type { Snapshot } from './snapshot.ts';

const CONFIG = 'export default defineConfig({\n});\n';

/** Plans a project: a Playwright configuration, and these files, dependencies and scripts. */
function planIn(
  {
    names = [],
    files = {},
    scripts = { dev: 'next dev' },
    manager = 'npm',
    installed = { playhead: '0.1.0', express: '5.3.0' },
  }: Partial<Snapshot> & { names?: string[]; scripts?: Record<string, string> },
  given: Given = {},
) {
  const dependencies = Object.fromEntries(
    ['@playwright/test', ...names].map((name) => [name, '*']),
  );
  const all = {
    'package.json': JSON.stringify({ dependencies, scripts }),
    ...('playwright.config.js' in files ? {} : { 'playwright.config.ts': CONFIG }),
    ...files,
  };
  const snapshot: Snapshot = { files: all, installed, manager };
  const manifest = readManifest(snapshot);
  const detected = detect(snapshot, manifest);
  const plan = planSetup(snapshot, manifest, detected, completeSetup(detected, given));
  const text = (end: string) => plan.files.find(({ file }) => file.endsWith(end))?.text ?? '';
  return { ...plan, text };
}

const config = (inside: string) => ({
  'playwright.config.ts': `export default defineConfig({\n${inside}\n});\n`,
});

test.each<[string, string[], Given, string]>([
  [
    'openai',
    ['openai', 'express'],
    {},
    "{ OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1', OPENAI_API_KEY: 'none' }",
  ],
  [
    'Anthropic, without /v1',
    ['@anthropic-ai/sdk', 'express'],
    {},
    "{ ANTHROPIC_BASE_URL: 'http://127.0.0.1:4010', ",
  ],
  [
    'Anthropic of the AI SDK',
    ['@ai-sdk/anthropic', 'express'],
    {},
    "{ ANTHROPIC_BASE_URL: 'http://127.0.0.1:4010/v1', ",
  ],
  [
    'Google',
    ['@google/genai', 'express'],
    {},
    "{ GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:4010', ",
  ],
  [
    'another protocol',
    ['openai', 'express'],
    { protocol: 'anthropic-messages' },
    "{ ANTHROPIC_BASE_URL: 'http://127.0.0.1:4010', ",
  ],
  ['no package', ['express'], {}, '{ OPENAI_BASE_URL: '],
])('the back end gets the variables of %s', (_name, names, given, env) => {
  expect(planIn({ names }, given).text('config.ts')).toContain(`env: ${env}`);
});

test('an address of the provider in the code is reported', () => {
  const files = { 'server.js': "new OpenAI({ baseURL: 'https://api.openai.com/v1' })" };
  expect(planIn({ names: ['openai', 'express'], files }).notes[0]).toBe(
    'server.js has the address of the provider in it: read it from OPENAI_BASE_URL there, or use playhead serve --proxy.',
  );
});

test('a client whose address is in the code is reported', () => {
  const { notes, text } = planIn({ names: ['ollama', 'express'] });
  expect(notes[0]).toBe(
    'Where your back end creates its client, set the base URL to http://127.0.0.1:4010 for the tests.',
  );
  expect(text('config.ts')).not.toContain('env:');
});

test.each([
  ['npm', 'npx playwright test', 'npm run dev', 'npx playhead serve'],
  ['pnpm', 'pnpm exec playwright test', 'pnpm run dev', 'pnpm exec playhead serve'],
  ['yarn', 'yarn playwright test', 'yarn run dev', 'yarn playhead serve'],
  ['bun', 'bunx playwright test', 'bun run dev', 'bunx playhead serve'],
] as const)('the commands are those of %s', (manager, run, start, serve) => {
  const plan = planIn({ manager, names: ['openai', 'express'] });
  expect(plan.run).toBe(`${run} e2e/chat.spec.ts`);
  expect(plan.text('config.ts')).toContain(`command: '${start}'`);
  expect(plan.text('config.ts')).toContain(`command: '${serve}'`);
});

test.each<[string, Parameters<typeof planIn>[0], Given, string]>([
  [
    'several projects',
    { files: config("projects: [{ name: 'firefox' }, { name: 'chromium' }],") },
    {},
    'e2e/chat.spec.ts --project=chromium',
  ],
  [
    'a name with a space',
    { files: config("projects: [{ name: 'webkit' }, { name: 'Chrome on a desk' }],") },
    {},
    'e2e/chat.spec.ts --project="Chrome on a desk"',
  ],
  ['one project', { files: config("projects: [{ name: 'chromium' }],") }, {}, 'e2e/chat.spec.ts'],
  ['a folder with a space', {}, { dir: 'my specs' }, '"my specs/chat.spec.ts"'],
  ['JavaScript', { files: { 'playwright.config.js': CONFIG } }, {}, 'e2e/chat.spec.js'],
  [
    'JavaScript beside TypeScript',
    { files: { 'playwright.config.js': CONFIG, 'tsconfig.json': '{}' } },
    {},
    'e2e/chat.spec.ts',
  ],
])('the spec is run as fits %s', (_name, project, given, run) => {
  expect(planIn(project, given).run).toBe(`npx playwright test ${run}`);
});

test('a configuration in a folder is named, and its cassettes are beside it', () => {
  const files = { 'playwright.config.js': '', 'tests/playwright.config.ts': CONFIG };
  delete (files as Record<string, string>)['playwright.config.js'];
  const snapshot: Snapshot = {
    files: { 'package.json': '{"dependencies":{"@playwright/test":"*"}}', ...files },
    installed: {},
    manager: 'npm',
  };
  const manifest = readManifest(snapshot);
  const detected = detect(snapshot, manifest);
  const plan = planSetup(snapshot, manifest, detected, completeSetup(detected, {}));
  expect(plan.run).toBe('npx playwright test -c tests/playwright.config.ts tests/chat.spec.ts');
  expect(plan.files.map(({ file }) => file)).toEqual([
    'tests/chat.spec.ts',
    'tests/cassettes/first-chat.yaml',
  ]);
});

test.each<[string, Record<string, string>, string]>([
  ['no base URL', config(''), "page.goto('http://localhost:3000')"],
  ['a base URL', config("use: { baseURL: 'http://localhost:3000' },"), "page.goto('/')"],
  ['a computed base URL', config('use: { baseURL: process.env.BASE },'), "page.goto('/')"],
])('with %s the spec opens the app', (_name, files, goto) => {
  expect(planIn({ files }).text('chat.spec.ts')).toContain(goto);
});

test('a page that a server makes is opened until its scripts are there', () => {
  expect(planIn({ names: ['next'] }).text('chat.spec.ts')).toContain(
    "{ waitUntil: 'networkidle' }",
  );
});

test.each([
  ['<input>', 'Enter'],
  ["<textarea onKeyDown={(e) => e.key === 'Enter' && send()} />", 'Enter'],
  ['<textarea @keydown.enter="send" />', 'Enter'],
  ['<textarea></textarea>', 'click'],
])('%s sends by %s', (source, way) => {
  const text = planIn({ files: { 'src/App.tsx': source } }).text('chat.spec.ts');
  expect(text).toMatch(
    way === 'Enter' ? /^ {2}await message\.press/m : /^ {2}await .+\.click\(\);/m,
  );
});

test.each<[string, Parameters<typeof planIn>[0], string[]]>([
  [
    'a back end without Express',
    { names: ['openai', 'fastify'], installed: {} },
    ['playhead', 'express'],
  ],
  [
    'a back end with an older Express',
    { names: ['openai', 'express'], installed: { playhead: '0.1.0', express: '4.21.0' } },
    [],
  ],
  ['a page', { names: ['ollama'], installed: {} }, ['playhead']],
])('of %s it says what is missing', (_name, project, install) => {
  expect(planIn(project).install).toEqual(install);
});

test('a configuration that is not understood stays: its lines are to be added by hand', () => {
  const { files, byHand } = planIn({ files: config('...shared,') });
  expect(files.map(({ file }) => file)).toEqual(['e2e/chat.spec.ts', 'cassettes/first-chat.yaml']);
  expect(byHand).toEqual([
    {
      title: 'Add to playwright.config.ts:',
      lines: expect.stringMatching(/^webServer: \{\n {2}command: 'npm run dev',/),
    },
  ]);
});

test.each(['../specs', '/srv/specs', 'C:/specs'])('a spec in %s is to be added by hand', (dir) => {
  const { files, byHand, run } = planIn({ files: config(`testDir: '${dir}',`) });
  expect(files.map(({ file }) => file)).toEqual([
    'cassettes/first-chat.yaml',
    'playwright.config.ts',
  ]);
  expect(byHand).toEqual([
    {
      title: `Add ${dir}/chat.spec.ts, which is outside this folder:`,
      lines: expect.stringMatching(/^import \{ expect, test \} from 'playhead\/playwright';\n/),
    },
  ]);
  expect(run).toContain(`${dir}/chat.spec.ts`);
});

test.each([
  ['chat.spec.ts', "import { test } from '@playwright/test';", 'playhead.spec.ts'],
  ['chat.spec.js', "import { test } from '@playwright/test';", 'playhead.spec.ts'],
  ['chat.spec.ts', "import { test } from 'playhead/playwright';", 'chat.spec.ts'],
])('beside %s with %s the spec is %s', (there, text, name) => {
  const { run, files } = planIn({ files: { [`e2e/${there}`]: text } });
  expect(run).toBe(`npx playwright test e2e/${name}`);
  expect(files[0]?.file).toBe(`e2e/${name}`);
});

test('a testMatch that may not find the spec is reported', () => {
  const { notes } = planIn({ files: config("testMatch: '**/*.pw.ts',") });
  expect(notes).toEqual(['Check that testMatch in playwright.config.ts matches e2e/chat.spec.ts.']);
});

test('without a script the person starts the app', () => {
  const { files, notes } = planIn({ scripts: {} });
  expect(files).toHaveLength(2);
  expect(notes).toEqual(['Start your app first: the spec opens http://localhost:3000.']);
});

test('without a script a back end still gets the server', () => {
  const { text, notes } = planIn({ names: ['openai', 'express'], scripts: {} });
  expect(text('config.ts')).toContain("  webServer: [\n    { command: 'npx playhead serve'");
  expect(notes[0]).toMatch(/^Start your app first, with OPENAI_BASE_URL=http:/);
});

test('an app elsewhere is not started', () => {
  const { files } = planIn({}, { url: 'https://staging.example.com' });
  expect(files).toHaveLength(2);
});

test('a configuration that serves already stays', () => {
  const own = "webServer: [{ command: 'npx playhead serve' }],";
  const { files, byHand } = planIn({ names: ['openai', 'express'], files: config(own) });
  expect([files.length, byHand]).toEqual([2, []]);
});

test.each(protocols.map(({ name }) => name))('the cassette of %s can be read', (protocol) => {
  const { text } = planIn({}, { caller: 'page', protocol });
  const { interactions } = parseCassette(text('first-chat.yaml'), { file: 'a.yaml' });
  expect(interactions).toHaveLength(1);
});

test('the endpoint is the path of the requests in the cassette', () => {
  const { text } = planIn({}, { endpoint: '/proxy/v1/chat/completions' });
  expect(text('first-chat.yaml')).toContain('url: http://localhost/proxy/v1/chat/completions\n');
});
