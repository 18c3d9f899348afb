import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCassette } from '../../node/cassette-files.ts';
import { transcript } from '../../protocols/transcript.ts';
import { runCommand } from '../../test/run-command.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { initCommand } from './init.ts';

const MANIFEST = {
  scripts: { dev: 'vite' },
  dependencies: { openai: '^6' },
  devDependencies: { '@playwright/test': '^1.65.1' },
};
const CONFIG = `import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: './tests',
});
`;

/** Makes a project of its own, in a folder with a space in its name. */
function project(files: Record<string, string> = {}): string {
  const folder = path.join(temporaryFolder(), 'my app');
  const all = {
    'package.json': JSON.stringify(MANIFEST),
    'playwright.config.ts': CONFIG,
    'src/chat.ts': 'new OpenAI({ dangerouslyAllowBrowser: true })',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Runs `playhead init` in a folder; a person types the answers, where there are any. */
async function init(folder: string, args: string[] = [], answers?: string[]) {
  const asked: string[] = [];
  const rest = [...(answers ?? [])];
  const open = () => ({
    ask: async (question: string) => {
      asked.push(question);
      return rest.shift()!;
    },
    close: () => {},
  });
  const terminal = { isTTY: answers !== undefined, env: { NO_COLOR: '1' } };
  const ran = await runCommand(['init', ...args], terminal, (context) =>
    initCommand(context, { folder, open: answers && open }),
  );
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return { ...ran, asked, read };
}

test('a spec, a cassette and the lines of the configuration are written', async () => {
  const folder = project();
  const { code, out, err, read } = await init(folder);
  expect([code, err]).toEqual([0, '']);
  expect(out())
    .toBe(`The page calls the model: openai-chat (openai, dangerouslyAllowBrowser in src/chat.ts).

Written:
  tests/chat.spec.ts: a spec that pauses an answer halfway and checks the page
  cassettes/first-chat.yaml: a cassette: the question, and what the model answers
  playwright.config.ts: webServer: what to start before the tests

Install what is missing:
  npm install --save-dev playhead

Run it:
  npx playwright test tests/chat.spec.ts

If the page has other controls, adjust the locators at the top of the spec.
`);
  expect(read('tests/chat.spec.ts')).toContain("await page.goto('http://localhost:5173');");
  expect(read('playwright.config.ts')).toContain("    command: 'npm run dev',\n");
  const cassette = readCassette(path.join(folder, 'cassettes/first-chat.yaml'));
  expect(transcript(cassette).turns).toMatchObject([
    { text: 'Is it warm in Oslo?' },
    { text: 'It is rather warm there.' },
  ]);
});

test('a second run writes nothing', async () => {
  const folder = project();
  await init(folder);
  const { code, out, read } = await init(folder, ['--caller', 'page']);
  expect(code).toBe(0);
  expect(out()).not.toContain('Written:');
  expect(out()).toContain(
    'Already there, and left unchanged:\n  tests/chat.spec.ts\n  cassettes/first-chat.yaml\n',
  );
  expect(read('playwright.config.ts').match(/webServer/g)).toHaveLength(1);
});

test('a file that is there stays, and is not shown', async () => {
  const own = "import { test } from 'playhead/playwright'; // my secret";
  const folder = project({ 'tests/chat.spec.ts': own });
  const { out, read } = await init(folder);
  expect(read('tests/chat.spec.ts')).toBe(own);
  expect(out()).toContain('left unchanged:\n  tests/chat.spec.ts\n');
  expect(out()).not.toContain('secret');
});

test('a spec outside the folder is shown in place of written', async () => {
  const folder = project({ 'playwright.config.ts': CONFIG.replace('./tests', '../specs') });
  const { out, code } = await init(folder);
  expect(out()).toContain(
    "Add ../specs/chat.spec.ts, which is outside this folder:\n  import { expect, test } from 'playhead/playwright';\n\n  // Plays",
  );
  expect(readdirSync(path.dirname(folder))).toEqual(['my app']);
  expect(code).toBe(0);
});

test('what cannot be written leaves nothing behind', async () => {
  const folder = project({ cassettes: 'a file in the place of the folder' });
  const { code, err, read } = await init(folder);
  expect(err).toMatch(/^Cannot write cassettes\/first-chat\.yaml: .+\. Nothing was written\./);
  expect(code).toBe(1);
  expect(readdirSync(folder)).not.toContain('tests');
  expect(read('playwright.config.ts')).toBe(CONFIG);
});

test('an empty answer takes what is detected', async () => {
  const { code, asked, out, read } = await init(project(), [], ['', '', '']);
  expect(asked[0]).toBe('Who calls the model, the page or the back end? (page, back-end) [page] ');
  expect(asked.map((each) => /\[(.+)\]/.exec(each)?.[1])).toEqual([
    'page',
    'openai-chat',
    'http://localhost:5173',
  ]);
  expect(out()).toContain('(as specified)');
  expect(read('tests/chat.spec.ts')).not.toContain('carrier');
  expect(code).toBe(0);
});

test('other answers decide what is written; a wrong one is asked again', async () => {
  const answers = [
    'backend',
    'back-end',
    'anthropic-messages',
    'localhost',
    'http://localhost:8080',
  ];
  const { asked, read } = await init(project(), [], answers);
  expect(asked[1]).toMatch(/^Invalid caller "backend"\. Did you mean "back-end"\?\nWho calls/);
  expect(asked[4]).toMatch(/^Invalid url: .+\nWhere does your app run\?/);
  expect(read('tests/chat.spec.ts')).toContain("carrier: 'server'");
  expect(read('playwright.config.ts')).toContain("url: 'http://localhost:8080'");
  expect(read('playwright.config.ts')).toContain('ANTHROPIC_BASE_URL');
  expect(read('cassettes/first-chat.yaml')).toContain('https://api.anthropic.com/v1/messages');
});

test('for messages of the AI SDK, init asks for their path', async () => {
  const { asked, read } = await init(project(), [], ['', 'ai-sdk-ui', '/api/talk', '']);
  expect(asked[2]).toBe('At which path does the page send its messages? [/api/chat] ');
  expect(read('cassettes/first-chat.yaml')).toContain('url: http://localhost/api/talk');
});

test('what the command line says is not asked', async () => {
  const args = ['--caller', 'page', '--protocol', 'ollama-chat', '--url', 'http://localhost:1'];
  const { asked, code } = await init(project(), args, []);
  expect([asked, code]).toEqual([[], 0]);
});

test('--yes asks nothing', async () => {
  const { asked, code } = await init(project(), ['--yes'], []);
  expect([asked, code]).toEqual([[], 0]);
});

test('what nothing in the project says is assumed, and reported as such', async () => {
  const dependencies = { '@playwright/test': 'latest' };
  const { out } = await init(project({ 'package.json': JSON.stringify({ dependencies }) }));
  expect(out()).toMatch(
    /^The page calls the model: openai-chat \(assumed: nothing in the project shows it\. /,
  );
});

test.each([
  ['no package.json', '', 'this folder has no Playwright. Run npm init playwright@latest'],
  ['no Playwright', '{}', 'this folder has no Playwright. Run npm init playwright@latest'],
  ['a broken package.json', '{"name":', 'package.json is not a JSON object. Fix it'],
  ['a list as package.json', '[]', 'package.json is not a JSON object. Fix it'],
  [
    'an old Playwright',
    '{"devDependencies":{"@playwright/test":"~1.50.1"}}',
    'Playwright ~1.50.1 is older than 1.51. Run npm install --save-dev @playwright/test@latest',
  ],
])('%s: it says what to do, and writes nothing', async (name, manifest, sentence) => {
  const folder =
    name === 'no package.json' ? temporaryFolder() : project({ 'package.json': manifest });
  const before = readdirSync(folder);
  const { code, err } = await init(folder);
  expect(err).toContain(`Cannot set up Playhead: ${sentence}`);
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual(before);
});

test.each([
  [['--caller', 'server'], /^Invalid --caller/],
  [['--protocol', 'openai'], /^Invalid --protocol/],
  [['--endpoint', 'api/chat'], /^Invalid --endpoint/],
  [['--url', 'localhost:3000'], /^Invalid --url/],
  [['--dir', '../tests'], /^Invalid --dir/],
  [['--dir', '/tests'], /^Invalid --dir/],
  [['here'], /^Too many arguments/],
])('%j is wrong usage', async (args, words) => {
  const { code, err } = await init(project(), args);
  expect(err).toMatch(words);
  expect(code).toBe(2);
});

test('a back end does not call the model with the messages of the AI SDK', async () => {
  const args = ['--caller', 'back-end', '--protocol', 'ai-sdk-ui'];
  const { code, err } = await init(project(), args);
  expect(err).toMatch(
    /^Invalid protocol: expected the protocol in which the back end calls the model/,
  );
  expect(code).toBe(1);
});
