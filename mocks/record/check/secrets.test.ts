import { expect, test } from 'vitest';
import { formatCassette } from '../../cassette/format.ts';
import { cassette, chunk, interaction, streamOf, user } from '../../test/samples.ts';
import { recorded } from '../../test/samples.ts';
import { readCassetteText } from '../../node/cassette-files.ts';
import { checkCassette } from './check-cassette.ts';
import { createSecretsRule } from './secrets.ts';

// Put together here, so that no scanner takes this file for a leak.
const KEY = ['sk', 'proj', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'].join('-');

const check = async (text: string, rules = {}) => {
  const findings = await checkCassette({ file: 'a.yaml', text }, [createSecretsRule(rules)]);
  expect(findings.every(({ rule, severity }) => rule === 'secret' && severity === 'error')).toBe(
    true,
  );
  return findings;
};
const said = (...texts: string[]) =>
  streamOf(...texts.map((content) => chunk({ content })), chunk({}, {}, 'stop'));

test('a secret in a body has its line and column, and is masked', async () => {
  const text = formatCassette(
    cassette(interaction([user('Hi')], said('Hello', `The key is ${KEY}.`))),
  );
  const [finding, ...others] = await check(text);
  expect(others).toEqual([]);
  const lines = text.split('\n');
  expect(lines[finding!.line! - 1]!.slice(finding!.column! - 1)).toMatch(KEY);
  expect(finding!.message).toMatch(/in the response body, event 2: sk-p… \(\d+ characters\)$/);
  expect(JSON.stringify(finding)).not.toContain(KEY.slice(8));
});

test('a secret split by a stream has the line of its event', async () => {
  const half = KEY.length / 2;
  const text = formatCassette(
    cassette(interaction([user('Hi')], said('Hello', KEY.slice(0, half), KEY.slice(half)))),
  );
  const [finding, ...others] = await check(text);
  expect(others).toEqual([]);
  expect(text.split('\n')[finding!.line! - 1]).toContain(KEY.slice(0, half));
});

test('a secret known by the name of its header has the line of the header', async () => {
  const one = interaction([user('Hi')], said('Hello'));
  one.request.headers = { 'X-Api-Key': ['abcdefgh'] };
  const text = formatCassette(cassette(one));
  const [finding] = await check(text);
  expect(
    text
      .split('\n')
      .slice(finding!.line! - 2, finding!.line)
      .join(),
  ).toContain('X-Api-Key');
  expect(finding!.message).toContain('request header x-api-key');
});

test('several secrets of one kind each have their own place', async () => {
  const text = formatCassette(cassette(interaction([user(KEY)], said(KEY, ' a ', KEY))));
  const places = (await check(text)).map(({ line, column }) => `${line}:${column}`);
  expect(new Set(places).size).toBe(3);
});

test('a secret in a comment is found, and does not take the place of another', async () => {
  const text = `# ${KEY}\n${formatCassette(cassette(interaction([user(KEY)], said('Hi'))))}`;
  const found = await check(text);
  expect(found.map(({ line }) => line === 1)).toEqual([true, false]);
  expect(found[0]!.message).toMatch(/^api key in the comments: sk-p…/);
});

test.each([
  [KEY, 'Remove it with --fix, and make it invalid where it was issued'],
  ['someone@company.com', 'Remove it with --fix'],
])('%j has the hint %j', async (secret, hint) => {
  const text = formatCassette(cassette(interaction([user(secret)], said('Hi'))));
  expect((await check(text)).map((each) => each.hint)).toEqual([hint]);
});

test('what the user looks for is found', async () => {
  const text = formatCassette(cassette(interaction([user('I am cust-123')], said('Hello'))));
  expect(await check(text)).toEqual([]);
  const rules = [{ kind: 'customer', pattern: /cust-\d+/gu }];
  expect((await check(text, { rules }))[0]!.message).toContain('customer');
});

test.each(recorded)('%s holds none', async (name) => {
  expect(await check(readCassetteText(`cassettes/${name}.yaml`).text)).toEqual([]);
});
