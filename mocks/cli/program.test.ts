import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { runCommand } from '../test/run-command.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test.each([
  [[], /^Usage: playhead \[options\] \[command\]\n.+\n {2}show .+Examples?:/s],
  [['--help'], /^Usage: playhead /],
  [['help', 'show'], /^Usage: playhead show /],
  [['serve', '-h'], /--fault <json>/],
  [['serve', '--port', '1', '--help', 'missing.yaml'], /^Usage: playhead serve /],
  [['--version'], new RegExp(`^${version}\n$`)],
  [['-V'], new RegExp(`^${version}\n$`)],
])('%j is answered on stdout', async (args, words) => {
  const { code, out, err } = await runCommand(args);
  expect(out()).toMatch(words);
  expect([code, err]).toEqual([0, '']);
});

test.each(['init', 'serve', 'show', 'check', 'new', 'types'])(
  'the help of %s has an example',
  async (name) => {
    const { out } = await runCommand([name, '--help']);
    expect(out()).toMatch(new RegExp(`\nExamples?:\n  \\$ playhead ${name} `));
  },
);

test.each([
  [['server'], "Unknown command 'server'. Did you mean serve?\n"],
  [['zebra'], "Unknown command 'zebra'.\n"],
  [['--verison'], "Unknown option '--verison'. Did you mean --version?\n"],
  [['show', '--event', 'a.yaml'], "Unknown option '--event'. Did you mean --events?\n"],
  [['check', '--json=1', 'a.yaml'], "Option '--json' does not take a value.\n"],
  [['check'], "Missing required argument 'cassettes'.\n"],
  [
    ['new', 'a.yaml', 'b.yaml'],
    /^Too many arguments for 'new'\. Expected 1 argument but got 2.*\.\n$/,
  ],
])('%j is wrong usage: one sentence on stderr, exit code 2', async (args, message) => {
  const { code, out, err } = await runCommand(args);
  expect(err).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  expect([code, out()]).toEqual([2, '']);
});

test('a hostile argument is shown as an escape', async () => {
  const { err } = await runCommand(['\u001B[2J']);
  expect(err).toContain(String.raw`\u001b[2J`);
});

test('a defect is thrown, with its stack', async () => {
  const broken = () =>
    new Command('broken').action(() => {
      throw new TypeError('a defect');
    });
  await expect(runCommand(['broken'], {}, broken)).rejects.toThrow('a defect');
});
