import { expect, test } from 'vitest';
import { formatCassette } from '../../cassette/format.ts';
import { cassetteFile, cassetteNames, readCassetteText } from '../../node/cassette-files.ts';
import { cassette, interaction, streamOf, user } from '../../test/samples.ts';
import { checkCassette } from './check-cassette.ts';
import type { CheckRule } from './finding.ts';
import { createRules } from './rules.ts';

const files = cassetteNames('cassettes').map((name) => cassetteFile('cassettes', name));

/** What hand-made cassettes hold on purpose. */
const MEANT: Record<string, string> = {
  'cassettes/handmade/ai-sdk-ui/error.yaml': 'error-event',
  'cassettes/handmade/anthropic/overloaded.yaml': 'error-event',
  'cassettes/handmade/google/blocked.yaml': 'error-event',
  'cassettes/handmade/ollama/error.yaml': 'error-event',
  'cassettes/handmade/openai-chat/call-without-arguments.yaml': 'arguments-invalid',
  'cassettes/handmade/openai-chat/cut-in-an-event.yaml': 'incomplete-event',
  'cassettes/handmade/openai-chat/error-in-the-stream.yaml': 'error-event',
  'cassettes/handmade/openai-responses/failed.yaml': 'error-event',
};

test.each(files)('%s has no error, and warnings where they are meant', async (file) => {
  const { name, text } = readCassetteText(file);
  const found = await checkCassette({ file: name, text }, createRules());
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual(
    MEANT[name] === undefined ? [] : [[MEANT[name], 'warning']],
  );
});

const CUT = formatCassette(cassette(interaction([user('Hi')], streamOf({ choices: [] }))));
const rulesOf = async (text: string, rules: readonly CheckRule[] = createRules()) =>
  (await checkCassette({ file: 'a.yaml', text }, rules)).map(({ rule }) => rule);

test('a finding has its place', async () => {
  const [finding] = await checkCassette({ file: 'a.yaml', text: CUT }, createRules());
  const line = 2 + CUT.split('\n').findIndex((each) => each.includes('body: |'));
  expect(finding).toMatchObject({ rule: 'no-finish', file: 'a.yaml', line, interaction: 1 });
});

test.each([
  ['# playhead check: allow no-finish\n', []],
  ['\n# Hand-made.\n  # playhead check: allow too-old, no-finish\n---\n', []],
  ['# playhead check: allow no-finish-at-all\n', ['no-finish']],
  ['', ['no-finish']],
])('the comments %j allow what is meant', async (comments, rules) => {
  const text = comments + CUT.replace(/^---\n/, '');
  expect(await rulesOf(text)).toEqual(rules);
});

test('a comment further down allows nothing: a model may have said it', async () => {
  expect(await rulesOf(`${CUT}# playhead check: allow no-finish\n`)).toEqual(['no-finish']);
});

test('rules may be asynchronous, and get the name of the file', async () => {
  const late: CheckRule = async (_cassette, { file }) => {
    await Promise.resolve();
    return [{ rule: 'late', severity: 'warning', message: file, hint: 'Wait' }];
  };
  const [finding] = await checkCassette({ file: 'a.yaml', text: CUT }, [late]);
  expect(finding).toEqual({
    rule: 'late',
    severity: 'warning',
    message: 'a.yaml',
    hint: 'Wait',
    file: 'a.yaml',
  });
});

test.each([
  [new Error('Cannot do it.\nAt a line.'), 'a rule threw an error: Cannot do it'],
  ['no reason', 'a rule threw an error: no reason'],
])('a rule that throws %j is a finding, and the others go on', async (thrown, message) => {
  const broken: CheckRule = () => {
    throw thrown;
  };
  const found = await checkCassette({ file: 'a.yaml', text: CUT }, [broken, ...createRules()]);
  expect(found.map(({ rule }) => rule)).toEqual(['check-failed', 'no-finish']);
  expect(found[0]).toMatchObject({ severity: 'error', message, file: 'a.yaml' });
});

test('a finding in a stream has the line of its event', async () => {
  const stream = streamOf({ choices: [] }, { choices: [] }, '[1]');
  const text = formatCassette(cassette(interaction([user('Hi')], stream)));
  const [finding] = await checkCassette({ file: 'a.yaml', text }, createRules());
  const line = 1 + text.split('\n').findIndex((each) => each.includes('data: [1]'));
  expect(finding).toMatchObject({ rule: 'broken-event', line, column: 7 });
});

test('the findings come in the order of the file', async () => {
  const text = formatCassette(
    cassette(interaction([user('A')], 'data: 1\n\n'), interaction([user('B')], 'data: 2\n\n')),
  );
  const found = await checkCassette({ file: 'a.yaml', text }, createRules());
  const lines = found.map(({ line }) => line!);
  expect(lines).toHaveLength(2);
  expect(lines).toEqual(lines.toSorted((one, other) => one - other));
});

test.each([
  ['', 1, /^the file is empty$/, /^Record it again, or delete it$/],
  ['version: 1\ninteractions: []\n', 1, /unsupported version 1/, /^Record it again with go-vcr v3/],
  ['a: [', undefined, /invalid YAML/, /./],
  ['interactions: [{request: {}}]', 1, /interaction 1 has no "response"/, /Add it/],
])('%j is unreadable', async (text, line, message, hint) => {
  const [finding, ...others] = await checkCassette({ file: 'a b.yaml', text }, createRules());
  expect(finding).toMatchObject({ rule: 'unreadable', severity: 'error', file: 'a b.yaml' });
  expect(finding!.message).toMatch(message);
  expect(finding!.hint).toMatch(hint);
  expect(finding!.hint).not.toMatch(/\.$/);
  if (line !== undefined) expect(finding!.line).toBe(line);
  expect(others).toEqual([]);
});
