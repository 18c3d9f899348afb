import { expect, test } from 'vitest';
import { completeSetup, detect } from './detect.ts';
import { readManifest } from './manifest.ts';

/** Detects a project of these dependencies, files and scripts. */
function detectIn(
  names: string[],
  files: Record<string, string> = {},
  scripts: Record<string, string> = {},
) {
  const dependencies = Object.fromEntries(
    ['@playwright/test', ...names].map((each) => [
      each.replace(/(?<=.)@.*/, ''),
      /.@(.*)/.exec(each)?.[1] ?? '*',
    ]),
  );
  const all = { 'package.json': JSON.stringify({ dependencies, scripts }), ...files };
  const snapshot = { files: all, installed: {}, manager: 'npm' as const };
  return detect(snapshot, readManifest(snapshot));
}

const config = (text: string) => ({
  'playwright.config.ts': `export default defineConfig({${text}})`,
});

test.each<[string, string[], Record<string, string>, object]>([
  [
    'openai that a page would refuse',
    ['openai'],
    {},
    { caller: 'back-end', because: 'openai, no dangerouslyAllowBrowser' },
  ],
  ['Anthropic that a page would refuse', ['@anthropic-ai/sdk'], {}, { caller: 'back-end' }],
  ['Ollama, which runs in a page', ['ollama'], {}, { caller: 'page', because: 'ollama' }],
  [
    'openai in the page of a project without a back end',
    ['openai'],
    { 'src/chat.ts': 'new OpenAI({ dangerouslyAllowBrowser: true })' },
    { caller: 'page', protocol: 'openai-chat' },
  ],
  [
    'openai in the page of a project with a back end',
    ['openai', 'express'],
    { 'src/chat.ts': 'new OpenAI({ dangerouslyAllowBrowser: true })' },
    { caller: 'page', because: 'openai, dangerouslyAllowBrowser in src/chat.ts' },
  ],
  [
    'Anthropic by fetch in the page of a project with a back end',
    ['express'],
    { 'src/a.js': "'anthropic-dangerous-direct-browser-access': 'true', '/v1/messages'" },
    { caller: 'page', protocol: 'anthropic-messages' },
  ],
  [
    'an address in a server of plain Node',
    [],
    { 'server.js': "import http from 'node:http'; fetch('https://api.anthropic.com/v1/messages')" },
    { caller: 'back-end', protocol: 'anthropic-messages', fixedIn: 'server.js' },
  ],
  [
    'a page that asks a path of its own',
    [],
    { 'public/chat.js': "await fetch('/api/chat', { method: 'POST' })" },
    { caller: 'page', protocol: 'openai-chat', endpoint: '/api/chat', because: undefined },
  ],
  [
    'an address that a variable replaces',
    ['openai', 'express'],
    { 'server.js': "process.env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1'" },
    { caller: 'back-end', fixedIn: undefined },
  ],
  [
    'openai in Express',
    ['openai', 'express'],
    {},
    { caller: 'back-end', protocol: 'openai-chat', because: 'openai, express' },
  ],
  [
    'the Responses API',
    ['openai', 'fastify'],
    { 'server.js': 'await client.responses.create({})' },
    { caller: 'back-end', protocol: 'openai-responses' },
  ],
  [
    'both APIs of OpenAI',
    ['openai', 'fastify'],
    { 'server.js': 'client.responses.create({}); client.chat.completions.create({})' },
    { protocol: 'openai-chat' },
  ],
  [
    'Anthropic in Hono',
    ['@anthropic-ai/sdk', 'hono'],
    {},
    { caller: 'back-end', protocol: 'anthropic-messages' },
  ],
  [
    'Google in Koa',
    ['@google/genai', 'koa'],
    {},
    { caller: 'back-end', protocol: 'google-generative' },
  ],
  [
    'Ollama in NestJS',
    ['ollama', '@nestjs/core'],
    {},
    { caller: 'back-end', protocol: 'ollama-chat' },
  ],
  [
    'useChat in Next.js',
    ['next', 'ai', '@ai-sdk/openai', '@ai-sdk/react'],
    {},
    {
      caller: 'page',
      protocol: 'ai-sdk-ui',
      endpoint: '/api/chat',
      modelProtocol: 'openai-responses',
    },
  ],
  [
    'useChat with a path of its own',
    ['@ai-sdk/vue'],
    { 'src/App.vue': `new Chat({ transport: new DefaultChatTransport({ api: '/talk' }) })` },
    { protocol: 'ai-sdk-ui', endpoint: '/talk' },
  ],
  [
    'useChat of an AI SDK that sends another format',
    ['next', 'ai@4.3.1', '@ai-sdk/openai', '@ai-sdk/react'],
    {},
    { caller: 'back-end', protocol: 'openai-responses' },
  ],
  [
    'the AI SDK with an own stream',
    ['next', 'ai', '@ai-sdk/openai'],
    { 'app/route.ts': "streamText({ model: openai.chat('gpt') })" },
    { caller: 'back-end', protocol: 'openai-chat' },
  ],
  [
    'a page that fetches chat completions',
    [],
    { 'public/chat.js': "fetch('https://openrouter.ai/api/v1/chat/completions')" },
    { caller: 'page', protocol: 'openai-chat', because: 'an address in public/chat.js' },
  ],
  [
    'a page that fetches Anthropic',
    ['svelte'],
    { 'src/App.svelte': "fetch('https://api.anthropic.com/v1/messages')" },
    { caller: 'page', protocol: 'anthropic-messages' },
  ],
  [
    'a back end that fetches Ollama',
    ['express'],
    { 'server.js': "fetch('http://localhost:11434/api/chat')" },
    { caller: 'back-end', protocol: 'ollama-chat' },
  ],
  [
    'an address in a spec, which is not the app',
    [],
    { 'e2e/a.spec.ts': "fetch('https://api.anthropic.com/v1/messages')" },
    { caller: 'page', protocol: 'openai-chat', because: undefined },
  ],
  ['a back end alone', ['express'], {}, { caller: 'back-end', because: undefined }],
])('%s', (_name, names, files, expected) => {
  expect(detectIn(names, files)).toMatchObject(expected);
});

test.each([
  ['devDependencies', 'page'],
  ['dependencies', 'back-end'],
])('Express in %s is a hint at the %s', (kind, caller) => {
  const parts = { devDependencies: { '@playwright/test': '*' }, dependencies: {} };
  const all = { ...parts, [kind]: { '@playwright/test': '*', express: '5' } };
  const files = {
    'package.json': JSON.stringify(all),
    'src/chat.js': "fetch('https://openrouter.ai/api/v1/chat/completions')",
  };
  const snapshot = { files, installed: {}, manager: 'npm' as const };
  expect(detect(snapshot, readManifest(snapshot)).caller).toBe(caller);
});

test.each<[string, Record<string, string>, Record<string, string>, string]>([
  [
    'the base URL',
    config(`use: { baseURL: 'http://localhost:4321' }`),
    {},
    'http://localhost:4321',
  ],
  [
    'the server that is started',
    config(`webServer: { url: "http://127.0.0.1:8000" }`),
    {},
    'http://127.0.0.1:8000',
  ],
  ['a port in the script', {}, { dev: 'next dev -p 3005' }, 'http://localhost:3005'],
  ['Vite', {}, { dev: 'vite' }, 'http://localhost:5173'],
  [
    'Vite with a port',
    { 'vite.config.ts': 'defineConfig({ server: { host: true, port: 8081 } })' },
    { dev: 'vite' },
    'http://localhost:8081',
  ],
  [
    'Vite with a port beside PORT',
    { 'vite.config.ts': 'const port = Number(process.env.PORT ?? 4320); server: { port }' },
    { dev: 'vite' },
    'http://localhost:4320',
  ],
  [
    'a port that is listened to',
    { 'server.js': 'app.listen(8123)' },
    { start: 'node .' },
    'http://localhost:8123',
  ],
  [
    'a port beside PORT',
    { 'server.js': 'const port = process.env.PORT ?? 4444;' },
    {},
    'http://localhost:4444',
  ],
  ['nothing', {}, {}, 'http://localhost:3000'],
  [
    'a base URL that is commented out',
    config(`\n// baseURL: 'http://localhost:1',\n`),
    {},
    'http://localhost:3000',
  ],
  [
    'a base URL that is computed',
    config('use: { baseURL: `http://localhost:${port}` }'),
    {},
    'http://localhost:3000',
  ],
])('the address of the app by %s', (_name, files, scripts, url) => {
  expect(detectIn([], files, scripts).url).toBe(url);
});

test.each<[string, Record<string, string>, string]>([
  ['the configuration', config(`testDir: './specs/ui/'`), 'specs/ui/'],
  [
    'a configuration in a folder',
    { 'e2e/playwright.config.js': "module.exports = { testDir: 'tests' };" },
    'e2e/tests',
  ],
  ['a configuration that leads out', config(`testDir: '../specs'`), '../specs'],
  ['a configuration with a full path', config(`testDir: '/srv/specs'`), '/srv/specs'],
  ['a configuration of Windows', config(`testDir: 'C:/specs'`), 'C:/specs'],
  [
    'a configuration in a folder that leads to another',
    { 'e2e/playwright.config.js': "module.exports = { testDir: '../specs' };" },
    'specs',
  ],
  ['the folder of a configuration', { 'browser/playwright.config.mjs': '' }, 'browser'],
  ['a folder that is there', { 'tests/a.spec.ts': '' }, 'tests'],
  ['nothing', {}, 'e2e'],
])('the folder of the spec by %s', (_name, files, dir) => {
  expect(detectIn([], files).dir).toBe(dir);
});

test.each([
  [
    { caller: 'back-end' },
    { caller: 'back-end', protocol: 'anthropic-messages', endpoint: undefined },
  ],
  [{ protocol: 'openai-chat' }, { caller: 'page', protocol: 'openai-chat', endpoint: undefined }],
  [{ endpoint: '/talk' }, { protocol: 'ai-sdk-ui', endpoint: '/talk' }],
  [
    { dir: 'ui', url: 'http://a' },
    { dir: 'ui', url: 'http://a', protocol: 'ai-sdk-ui' },
  ],
] as const)('with useChat in front of Anthropic, %j gives %j', (given, expected) => {
  const detected = detectIn(['next', '@ai-sdk/react', '@ai-sdk/anthropic']);
  expect(completeSetup(detected, given)).toMatchObject(expected);
});

test('the messages of the AI SDK are those of a page', () => {
  expect(completeSetup(detectIn(['express', 'openai']), { protocol: 'ai-sdk-ui' })).toMatchObject({
    caller: 'page',
    endpoint: '/api/chat',
  });
});
