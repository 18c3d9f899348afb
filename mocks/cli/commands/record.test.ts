import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../program.ts';
import type { PlayheadServer, ServeOptions } from '../../server/serve.ts';
import { runCommand } from '../../test/run-command.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { recordCommand } from './record.ts';
import { serveCommand } from './serve.ts';

const SERVER = { url: 'http://127.0.0.1:1', certificateFile: undefined } as PlayheadServer;

/** Runs a command without a server, and returns the options that it would get. */
async function run(args: string[], env: Record<string, string> = {}) {
  let options: ServeOptions | undefined;
  const start = async (given: ServeOptions) => {
    options = given;
    return SERVER;
  };
  const command = args[0] === 'record' ? recordCommand : serveCommand;
  const ran = await runCommand(args, { env }, (context) => command(context, start));
  return { ...ran, options };
}

const CASSETTE = 'version: 2\ninteractions: []\n';

/** Returns the path of a file that is there, or is not. */
function fileOf(content?: string): string {
  const file = path.join(temporaryFolder(), 'chat.yaml');
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

test('record passes what comes on to the provider, and says how to use it', async () => {
  const file = fileOf();
  const { options, out, code } = await run(['record', '--to', 'openai', '-o', file]);
  expect(code).toBe(EXIT_CODES.done);
  expect(options).toMatchObject({ to: 'openai', record: { file, mode: 'all', rules: [] } });
  expect(out()).toMatch(/^Give your app http:\/\/127\.0\.0\.1:1\/v1 .*in place of openai\.\n/);
  expect(out()).toContain(`Recording to ${file}. Press Ctrl-C to stop.\n`);
});

test.each<[string[], object]>([
  [['--append'], { record: expect.objectContaining({ mode: 'new' }) }],
  [['--overwrite'], { record: expect.objectContaining({ mode: 'all' }) }],
  [['--port', '0', '--host', '0.0.0.0'], { port: 0, host: '0.0.0.0' }],
  [['--proxy', '--certificate', 'a.pem'], { proxy: true, certificateFile: 'a.pem' }],
  [
    [
      '--redact',
      '{"kind":"customer","pattern":"cust-\\\\d+"}',
      '--redact',
      '{"kind":"b","pattern":"b"}',
    ],
    {
      record: expect.objectContaining({
        rules: [
          { kind: 'customer', pattern: /cust-\d+/gu },
          { kind: 'b', pattern: /b/gu },
        ],
      }),
    },
  ],
])('record reads %j', async (args, expected) => {
  const { options, err } = await run(['record', '--to', 'openai', '-o', fileOf(), ...args]);
  expect(err).toBe('');
  expect(options).toMatchObject(expected);
});

test.each<[string[], RegExp]>([
  [['--to', 'openai'], /--output/],
  [['-o', 'a.yaml'], /the provider is not known\. Add --to/],
  [['-o', 'a.yml', '--to', 'openai'], /^Invalid --output: expected a name that ends in \.yaml/],
  [['-o', 'a.yaml', '--to', 'openai', '--append', '--overwrite'], /exclude each other/],
  [['-o', 'a.yaml', '--to', 'openai', '--redact', 'x'], /^Invalid --redact: expected JSON such as/],
  [
    ['-o', 'a.yaml', '--to', 'openai', '--redact', '{"kind":"a","pattern":"("}'],
    /^Invalid --redact: Invalid regular expression/,
  ],
])('record refuses %j', async (args, words) => {
  const { options, err, code } = await run(['record', ...args]);
  expect(err).toMatch(words);
  expect(code).not.toBe(EXIT_CODES.done);
  expect(options).toBeUndefined();
});

test('record leaves a cassette that is there as it is', async () => {
  const args = ['record', '--to', 'openai', '-o', fileOf(CASSETTE)];
  const { options, err } = await run(args);
  expect(err).toMatch(/it exists\. Add --append .* or --overwrite/);
  expect(options).toBeUndefined();
  expect((await run([...args, '--append'])).options).toBeDefined();
});

test.each<[Record<string, string>, string[], boolean]>([
  [{ CI: 'true' }, [], false],
  [{ CI: '1' }, [], false],
  [{ CI: 'true' }, ['--force'], true],
  [{ CI: 'true', PLAYHEAD_RECORD: '1' }, [], true],
  [{ CI: 'True', PLAYHEAD_RECORD: '0' }, [], false],
  [{ CI: 'False' }, [], true],
  [{ CI: 'false' }, [], true],
  [{ CI: '' }, [], true],
])('with %j and %j it records: %s', async (env, force, records) => {
  const file = fileOf();
  const { options, err } = await run(['record', '--to', 'openai', '-o', file, ...force], env);
  expect(options !== undefined).toBe(records);
  if (!records) expect(err).toMatch(/^Cannot record in CI.*--force/);
  const serving = await run(['serve', file, '--record-missing', '--to', 'openai', ...force], env);
  expect(serving.options !== undefined).toBe(records);
});

test('serve --record-missing adds to its only cassette, which may not be there yet', async () => {
  for (const [file, cassettes] of [
    [fileOf(), 0],
    [fileOf(CASSETTE), 1],
  ] as const) {
    const { options } = await run(['serve', file, '--record-missing', '--to', 'openai']);
    expect(options).toMatchObject({ to: 'openai', record: { file, mode: 'new' } });
    expect(options!.cassettes).toHaveLength(cassettes);
  }
});

test('serve --record-missing plays the file of -o too', async () => {
  const file = fileOf(CASSETTE);
  const { options } = await run([
    'serve',
    'cassettes',
    '--record-missing',
    '--to',
    'openai',
    '-o',
    file,
  ]);
  expect(options!.record).toMatchObject({ file, mode: 'new' });
  expect(options!.cassettes!.at(-1)!.interactions).toEqual([]);
});

test('serve --record-missing needs to know the file', async () => {
  const { err } = await run(['serve', 'cassettes', '--record-missing', '--to', 'openai']);
  expect(err).toMatch(/file to write is not known. Add -o/);
});

test('serve --record-missing needs to know the provider', async () => {
  const { err, options } = await run(['serve', fileOf(), '--record-missing']);
  expect(err).toMatch(/the provider is not known\. Add --to/);
  expect(options).toBeUndefined();
});

test('a cassette that is spelt in two ways answers once', async () => {
  const file = fileOf(CASSETTE);
  const { dir, base } = path.parse(file);
  const other = `${dir}/./${base}`;
  const args = ['serve', dir, '--record-missing', '--to', 'openai', '-o', other];
  expect((await run(args)).options!.cassettes).toHaveLength(1);
});
