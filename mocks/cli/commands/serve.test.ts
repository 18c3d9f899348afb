import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { parseServeArguments, type ServeArguments } from './arguments.ts';

const DEFAULTS = { cassettes: [], faults: [], repeat: false, quiet: false };
const parse = (...args: string[]) => parseServeArguments(args) as ServeArguments;

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
  [['--quiet'], { quiet: true }],
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
])('%j is read', (args, options) => {
  expect(parse(...args)).toEqual({ ...DEFAULTS, ...options });
});

test.each([['--help'], ['-h'], ['--port', '1', '--help', 'missing.yaml']])(
  '%s asks for help',
  (...args) => {
    expect(parseServeArguments(args)).toBe('help');
  },
);

test.each<[string[], RegExp]>([
  [['--prt', '1'], /'--prt'.*Did you mean --port\?/],
  [['--zebra'], /Unknown option '--zebra'\.$/],
  [['-x'], /Unknown option '-x'/],
  [['--port'], /'--port <value>' argument missing\.?$/],
  [['--quiet=yes'], /'--quiet' does not take an argument/],
  [['--port', 'http'], /Invalid port/],
  [['--port', '65536'], /a number from 0 to 65535/],
  [['--port='], /Invalid port/],
  [['--pace', '20'], /Invalid pace.+20\/s/],
  [['--pace', '0/s'], /Invalid pace/],
  [['--chunking', '0'], /Invalid chunking/],
  [['--chunking', 'hole'], /Did you mean "whole"\?/],
  [['--match', 'exactly'], /Did you mean "exact"\?/],
  [['--protocol', 'openai'], /protocol/],
  [['--endpoint', 'api/chat'], /endpoint/],
  [['--fault', 'cut'], /JSON such as/],
  [['--fault', 'null'], /fault/],
  [['--side-calls', 'title'], /JSON such as/],
  [['--side-calls', '{"embeddings":"ones"}'], /"zeros"/],
  [['--fault', '{"type":"cuts","at":1}'], /Did you mean "cut"\?/],
])('%j is no option that can be used', (args, words) => {
  const error = errorOf(() => parse(...args));
  expect(error.code).toBe('bad-option');
  expect(error.message).toMatch(words);
});

test('cassettes are read, and all below a folder', () => {
  const names = (...args: string[]) => parse(...args).cassettes!.map(({ file }) => file);
  const groq = 'cassettes/groq/tool_streaming.yaml';
  expect(names(groq, '--quiet')).toEqual([groq]);
  const all = names('cassettes/groq', 'cassettes/handmade/ollama/error.yaml');
  expect(all).toHaveLength(4);
  expect(all).toContain(groq);
});

test('a cassette that does not exist is named', () => {
  const error = errorOf(() => parse('missing.yaml'));
  expect(error).toMatchObject({
    code: 'no-file',
    message: expect.stringContaining('missing.yaml'),
  });
});

test('a folder without cassettes is named: nothing would be answered', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'chat.yml'), '');
  const error = errorOf(() => parse(folder));
  expect(error).toMatchObject({ code: 'no-file', message: expect.stringContaining(folder) });
});
