import { expect, test } from 'vitest';
import { editConfig, serverLines } from './config-edit.ts';

const APP = { command: 'npm run dev', url: 'http://localhost:5173', reuse: true };
const SERVE = "{ command: 'npx playhead serve', url: 'http://127.0.0.1:4010/playhead' }";
const ENV = { OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1' };
const forPage = { before: [], app: APP, env: {}, hasOwn: false };
const forBackEnd = { before: [SERVE], app: { ...APP, reuse: false }, env: ENV, hasOwn: false };
const forOwn = { before: [SERVE], app: undefined, env: ENV, hasOwn: true };

test('a server is put first', () => {
  const before = 'export default defineConfig({\n  // webServer: {},\n  use: {},\n});\n';
  expect(editConfig(before, forPage)).toBe(`export default defineConfig({
  webServer: {
    command: 'npm run dev',
    url: 'http://localhost:5173',
    reuseExistingServer: !process.env.CI,
  },
  // webServer: {},
  use: {},
});
`);
});

test('two servers are a list', () => {
  expect(editConfig('defineConfig<PlayheadOptions>({\n  use: {},\n})', forBackEnd))
    .toBe(`defineConfig<PlayheadOptions>({
  webServer: [
    ${SERVE},
    {
      command: 'npm run dev',
      url: 'http://localhost:5173',
      env: { OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1' },
    },
  ],
  use: {},
})`);
});

test('a server that is there stays as it is, and gets its environment', () => {
  const before = `defineConfig({
  webServer: {
    command: 'npm start', // it's the app
    reuseExistingServer: !process.env.CI,
  },
});`;
  expect(editConfig(before, forOwn)).toBe(`defineConfig({
  webServer: [
    ${SERVE},
    {
      env: { OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1' },
      command: 'npm start', // it's the app
      reuseExistingServer: !process.env.CI,
    },
  ],
});`);
});

test('a server on one line stays on it', () => {
  const before = "defineConfig({\n  webServer: { command: 'a', port: 1 },\n});";
  expect(editConfig(before, forOwn)).toBe(`defineConfig({
  webServer: [
    ${SERVE},
    { env: { OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1' }, command: 'a', port: 1 },
  ],
});`);
});

test('process.env is not mistaken for the env of a server', () => {
  const own = "command: process.env.CI ? 'a' : 'b', port: process.env['PORT'],";
  const edited = editConfig(`defineConfig({\n  webServer: { ${own} },\n});`, forOwn);
  expect(edited).toContain(own);
});

test('line ends stay those of the file', () => {
  const edited = editConfig('defineConfig({\r\n  use: {},\r\n});\r\n', forPage)!;
  expect(edited.match(/(?<!\r)\n/)).toBeNull();
  expect(edited).toContain("\r\n    command: 'npm run dev',\r\n");
});

test.each<[string, string]>([
  ['a server without defineConfig', 'module.exports = {\n};'],
  ['two configurations', 'defineConfig({\n});\ndefineConfig({\n});'],
  ['a configuration on one line', "defineConfig({ testDir: 'a' })"],
  ['a spread', 'defineConfig({\n  ...shared,\n});'],
  ['another configuration first', 'defineConfig(shared, {\n});'],
  ['an odd division', 'const a = b / c;\ndefineConfig({\n});'],
  ['a text that does not end', "const a = 'b;\ndefineConfig({\n});"],
  ['a template in a template', 'const a = `${`b`}`;\ndefineConfig({\n});'],
  ['a quoted server', 'defineConfig({\n  "webServer": { port: 1 },\n});'],
  ['a text that is not UTF-8', "defineConfig({\n  testDir: 'caf\uFFFD',\n});"],
  ['a server from elsewhere', 'const webServer = [];\ndefineConfig({\n  webServer,\n});'],
])('%s is left to a person', (_name, text) => {
  expect(editConfig(text, forPage)).toBeUndefined();
});

test.each<[string, string]>([
  ['a list', 'defineConfig({\n  webServer: [{}],\n});'],
  ['an environment', 'defineConfig({\n  webServer: {\n    env: { A: 1 },\n  },\n});'],
  ['a spread', 'defineConfig({\n  webServer: {\n    ...own,\n  },\n});'],
  ['an environment from elsewhere', 'defineConfig({\n  webServer: {\n    env,\n  },\n});'],
  ['a quoted environment', "defineConfig({\n  webServer: {\n    'env': { A: 1 },\n  },\n});"],
  ['a bracketed environment', "defineConfig({\n  webServer: {\n    ['env']: own,\n  },\n});"],
  ['a computed key', 'defineConfig({\n  webServer: {\n    [key]: own,\n  },\n});'],
  ['a method', 'defineConfig({\n  webServer: {\n    get env() {},\n  },\n});'],
  ['a template', 'defineConfig({\n  webServer: {\n    command: `a`,\n  },\n});'],
  ['a brace that does not close', 'defineConfig({\n  webServer: {\n'],
])('%s of the server that is there is left to a person', (_name, text) => {
  expect(editConfig(text, forOwn)).toBeUndefined();
});

test.each([
  ["a regular expression, and what it's like", 'testMatch: /.*[\'"/]x\\.ts/,'],
  ['a brace in a text', "testDir: '{defineConfig({',"],
  ['a comment in a text', "testDir: '//a',"],
  ['a text in a comment', "/* it's */"],
  ['a template', 'testDir: `${process.cwd()}/a`,'],
])('%s hides nothing', (_name, line) => {
  const text = `defineConfig({\n  ${line}\n});`;
  const edited = editConfig(text, forPage)!;
  expect(edited.endsWith(`  },\n  ${line}\n});`)).toBe(true);
});

test('the lines for a person say what goes where', () => {
  expect(serverLines(forOwn)).toBe(`webServer: [
  ${SERVE},
  // and in your app's own entry:
  env: { OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1' },
],`);
});
