import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { PlayheadServer, ServeOptions } from '../../server/serve.ts';
import { runCommand } from '../../test/run-command.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { serveCommand } from './serve.ts';

/** Runs `playhead serve` without a server, and returns the options that it would get. */
async function serve(args: string[], env: Record<string, string> = {}) {
  let options: ServeOptions | undefined;
  const server = { url: 'http://127.0.0.1:1', certificateFile: undefined } as PlayheadServer;
  const ran = await runCommand(['serve', ...args], { env }, (context) =>
    serveCommand(context, async (given) => {
      options = given;
      return server;
    }),
  );
  return { ...ran, options };
}

const DEFAULTS = { cassettes: [], faults: [], log: expect.any(Function) };

test.each<[string[], object]>([
  [[], {}],
  [['--port', '0'], { port: 0 }],
  [['--port=65535', '--host', '0.0.0.0'], { port: 65_535, host: '0.0.0.0' }],
  [['--pace', 'instant'], { pace: 'instant' }],
  [['--pace', '20/s'], { pace: { eventsPerSecond: 20 } }],
  [['--pace', '0.5/s'], { pace: { eventsPerSecond: 0.5 } }],
  [['--pace', '2000ms'], { pace: { totalMs: 2000 } }],
  [['--chunking', 'whole'], { chunking: 'whole' }],
  [['--chunking', '7'], { chunking: { bytes: 7 } }],
  [['--chunking', '{"seed":1}'], { chunking: { seed: 1 } }],
  [['--match', 'order', '--repeat'], { match: 'order', repeat: true }],
  [['--endpoint', '/api/chat'], { endpoint: '/api/chat' }],
  [['--protocol', 'openai-chat'], { protocol: 'openai-chat' }],
  [['--quiet'], {}],
  [['--proxy'], { proxy: true }],
  [['--side-calls', '{"title":"A"}'], { sideCalls: { title: 'A' } }],
  [['--proxy', '--certificate', 'ca.pem'], { proxy: true, certificateFile: 'ca.pem' }],
  [
    ['--fault', '{"type":"cut","at":3}', '--fault={"type":"refused","attempt":2}'],
    {
      faults: [
        { type: 'cut', at: 3 },
        { type: 'refused', attempt: 2 },
      ],
    },
  ],
])('%j is read', async (args, expected) => {
  const { options, code } = await serve(args);
  expect(options).toEqual({ ...DEFAULTS, ...expected });
  expect(code).toBe(0);
});

test('a protocol of your own is loaded from its file', async () => {
  const file = path.join(temporaryFolder(), 'own.mjs');
  const code = "{ name: 'own', paths: [], createReader() {}, readJson() {}, readRequest() {} }";
  writeFileSync(file, `export default ${code};`);
  const { options } = await serve(['--protocol', file]);
  expect(options?.protocol).toMatchObject({ name: 'own', readRequest: expect.any(Function) });
});

test('a file that holds no protocol is refused', async () => {
  const file = path.join(temporaryFolder(), 'none.mjs');
  writeFileSync(file, "export default { name: 'own', text: 'delta' };");
  const { err, code } = await serve(['--protocol', file]);
  expect(err).toContain('or what defineProtocol returns, got {"name":"own","text":"delta"}.');
  expect(code).not.toBe(0);
  expect((await serve(['--protocol', './missing.js'])).err).toBe(
    'Cannot load the protocol ./missing.js: it does not exist. Name a module whose default export is what defineProtocol returns.\n',
  );
});

test('a file that throws is named', async () => {
  const file = path.join(temporaryFolder(), 'broken.mjs');
  writeFileSync(file, "throw new Error('not today');");
  const { err, code } = await serve(['--protocol', file]);
  expect(err).toMatch(/^Cannot load the protocol .+broken\.mjs: Error: not today/);
  expect(code).toBe(1);
});

test.each<[string[], RegExp]>([
  [['--prt', '1'], /'--prt'.*Did you mean --port\?/],
  [['--zebra'], /^Unknown option '--zebra'\.\n$/],
  [['--prt=1'], /'--prt'.*Did you mean --port\?/],
  [['--zebra=1'], /^Unknown option '--zebra'\.\n$/],
  [['-x'], /Unknown option '-x'/],
  [['--port'], /'--port <number>' argument missing\.\n$/],
  [['--quiet=yes'], /'--quiet' does not take a value/],
  [['--port', 'http'], /Invalid --port/],
  [['--port', '65536'], /a number from 0 to 65535/],
  [['--port='], /Invalid --port/],
  [['--pace', '20'], /Invalid --pace.+20\/s/],
  [['--pace', '0/s'], /Invalid --pace/],
  [['--chunking', '0'], /Invalid --chunking/],
  [['--chunking', 'hole'], /Did you mean "whole"\?/],
  [['--match', 'exactly'], /Did you mean "exact"\?/],
  [['--protocol', 'openai'], /protocol/],
  [['--endpoint', 'api/chat'], /endpoint/],
  [['--fault', 'cut'], /JSON such as/],
  [['--fault', 'null'], /fault/],
  [['--side-calls', 'title'], /JSON such as/],
  [['--side-calls', '{"embeddings":"ones"}'], /"zeros"/],
  [['--fault', '{"type":"cuts","at":1}'], /Did you mean "cut"\?/],
])('%j cannot be used', async (args, words) => {
  const { code, err, options } = await serve(args);
  expect(err).toMatch(words);
  expect(err).not.toMatch(/^\s*at /m);
  expect([code, options]).toEqual([2, undefined]);
});

test('cassettes are read, and all below a folder, each once', async () => {
  const names = async (...args: string[]) =>
    (await serve(args)).options!.cassettes!.map(({ file }) => file);
  const groq = 'cassettes/groq/tool_streaming.yaml';
  expect(await names(groq, '--quiet', groq)).toEqual([groq]);
  const all = await names('cassettes/groq', 'cassettes/handmade/ollama/error.yaml');
  expect(all).toHaveLength(4);
  expect(all).toContain(groq);
});

test('a cassette that does not exist is named', async () => {
  const { code, err } = await serve(['missing.yaml']);
  expect(err).toMatch(/^Cannot read cassette missing\.yaml: it does not exist.*\n$/);
  expect(code).toBe(1);
});

test('a folder without cassettes is named: nothing would be answered', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'chat.yml'), '');
  const { code, err } = await serve([folder]);
  expect(err).toContain(folder);
  expect(code).toBe(1);
});

test('the address is written, and a line for each request', async () => {
  const loud = await serve([], { PLAYHEAD_TOKEN: 'secret' });
  loud.options!.log!('POST /v1\u001B[2J');
  expect(loud.out()).toBe(
    `Serving at http://127.0.0.1:1 (base URL for OpenAI clients: http://127.0.0.1:1/v1).\nPOST /v1${String.raw`\u001b`}[2J\n`,
  );
  expect(loud.options!.token).toBe('secret');
  const quiet = await serve(['--quiet']);
  quiet.options!.log!('POST /v1');
  expect(quiet.out()).not.toContain('POST');
});
