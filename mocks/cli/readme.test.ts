import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createRules } from '../record/check/rules.ts';
import { runCommand } from '../test/run-command.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```console\n\$ playhead (.+)\n([^`]+)```$/gm)].map(
  ([, command = '', output = '']): [string, string] => [command, output],
);

test.each(examples)('playhead %s writes what the README shows', async (command, output) => {
  const folder = temporaryFolder();
  const inFolder = (text: string) => text.replaceAll('hello.yaml', path.join(folder, 'hello.yaml'));
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);
  const { out, err } = await runCommand(args.map(inFolder));
  expect(err).toBe('');
  const [begin = '', cut] = inFolder(output).split('\n…');
  expect(cut === undefined ? out() : out().slice(0, begin.length)).toBe(begin);
});

test('runs an example of each command, unless it never ends or reads or writes files here', () => {
  expect(examples.map(([command]) => command.split(' ')[0])).toEqual([
    'show',
    'show',
    'check',
    'new',
  ]);
});

test('the README lists the rules', async () => {
  const files = [
    'age',
    'check-cassette',
    'offered-tools',
    'protocols',
    'refused-requests',
    'same-requests',
    'secrets',
    'streams',
    'timing',
    'tool-loops',
  ];
  expect(createRules({ age: { maxAgeMs: 1, now: new Date() } })).toHaveLength(files.length - 1);
  const source = files
    .map((name) => readFileSync(`mocks/record/check/${name}.ts`, 'utf8'))
    .join('');
  const rules = new Set(
    [...source.matchAll(/(?:rule: |'\w+_\w+', )'([a-z-]+)'/g)].map(([, rule]) => rule),
  );
  const listed = [...readme.matchAll(/^\| `([a-z-]+)` /gm)].map(([, rule]) => rule);
  expect(new Set(listed)).toEqual(rules);
});
