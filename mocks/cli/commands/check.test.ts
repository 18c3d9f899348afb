import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatCassette } from '../../cassette/format.ts';
import { runCommand } from '../../test/run-command.ts';
import { cassette, chunk, interaction, streamOf, user } from '../../test/samples.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';

const HELLO = formatCassette(
  cassette(interaction([user('Hi')], streamOf(chunk({ content: 'Hello' }, {}, 'stop')))),
);
const CUT = formatCassette(cassette(interaction([user('Hi')], streamOf(chunk({ content: 'a' })))));

/** Writes files to a folder of their own. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

test('the cassettes of this repository pass, with warnings for what is meant', async () => {
  const { code, out, err } = await runCommand(['check', 'cassettes']);
  expect([code, err]).toEqual([0, '']);
  expect(out()).toMatch(/^\d+ cassettes checked: 0 errors, 8 warnings\n$/m);
  expect(out()).toMatch(
    /^cassettes\/handmade\/openai-chat\/cut-in-an-event\.yaml:19:7 {2}incomplete-event {2}warning: .+ Record it again, .+\.$/m,
  );
});

test('an error has its line, a summary and exit code 1', async () => {
  const folder = folderOf({ 'a/cut.yaml': CUT, 'hello.yaml': HELLO });
  const { code, out } = await runCommand(['check', folder]);
  const [finding, summary] = out().split('\n');
  expect(finding).toMatch(/cut\.yaml:\d+:\d+ {2}no-finish {2}error: .+\. Record it again, .+\.$/);
  expect(summary).toBe('2 cassettes checked: 1 error, 0 warnings');
  expect(code).toBe(1);
});

test('--json has all findings and the summary', async () => {
  const { code, out } = await runCommand(['check', '--json', folderOf({ 'cut.yaml': CUT })]);
  expect(JSON.parse(out())).toMatchObject({
    findings: [
      {
        file: expect.stringMatching(/cut\.yaml$/),
        rule: 'no-finish',
        severity: 'error',
        line: expect.any(Number),
        column: expect.any(Number),
        interaction: 1,
        hint: expect.any(String),
      },
    ],
    summary: { files: 1, errors: 1, warnings: 0 },
  });
  expect(code).toBe(1);
});

test('what cannot be read is a finding, and the others are checked', async () => {
  const folder = folderOf({
    'latin.yaml': new Uint8Array([0x61, 0xe9]),
    'none.yaml': '',
    'hello.yaml': HELLO,
  });
  const missing = path.join(folder, 'missing.yaml');
  const { code, out } = await runCommand(['check', folder, missing]);
  expect(out()).toMatch(/latin\.yaml {2}unreadable {2}error: it is not valid UTF-8\. Save it/);
  expect(out()).toMatch(/none\.yaml:1:1 {2}unreadable {2}error: the file is empty\./);
  expect(out()).toMatch(/missing\.yaml {2}unreadable {2}error: it does not exist\. Check the path/);
  expect(out()).toMatch(/^4 cassettes checked: 3 errors, 0 warnings$/m);
  expect(code).toBe(1);
});

test('--max-age finds old files', async () => {
  const folder = folderOf({ 'hello.yaml': HELLO });
  utimesSync(path.join(folder, 'hello.yaml'), 0, 86_400);
  const old = await runCommand(['check', folder, '--max-age', '30d']);
  expect(old.out()).toMatch(
    /hello\.yaml {2}too-old {2}error: recorded on 1970-01-02 by the time of/,
  );
  expect(old.code).toBe(1);
  expect((await runCommand(['check', folder])).code).toBe(0);
});

test('wrong ages are wrong usage', async () => {
  const { code, err } = await runCommand(['check', 'cassettes', '--max-age', 'soon']);
  expect(err).toMatch(/^Invalid --max-age: expected hours, days or weeks, .+"soon"\.\n$/);
  expect(code).toBe(2);
});

test('a folder without cassettes is named', async () => {
  const { code, err } = await runCommand(['check', temporaryFolder()]);
  expect(err).toMatch(/^Cannot read cassettes in .+ends in \.yaml/);
  expect(code).toBe(1);
});

test('progress and colours are for terminals', async () => {
  const folder = folderOf({ 'cut.yaml': CUT });
  const terminal = await runCommand(['check', folder], { isTTY: true });
  expect(terminal.err).toContain('Checking 1 of 1');
  expect(terminal.out()).toContain('\u001B[31merror:\u001B[0m');
  const pipe = await runCommand(['check', folder]);
  expect(pipe.err + pipe.out()).not.toContain('\u001B');
});

test('hostile content stays on its line, as escapes', async () => {
  const body = streamOf('"\u001B[2J\u202E"', { error: { message: 'a\nb\u001B[31m' } });
  const text = formatCassette(cassette(interaction([user('Hi')], body)));
  const { out } = await runCommand(['check', folderOf({ 'a.yaml': text })]);
  expect(out().split('\n')).toHaveLength(4);
  expect(out()).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
});

test('--fix removes secrets, keeps the comments at the top, and passes then', async () => {
  const key = ['sk', 'proj', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'].join('-');
  const one = interaction([user(key)], streamOf(chunk({ content: 'Hello' }, {}, 'stop')));
  const folder = folderOf({
    'a.yaml': `# Mine.\n${formatCassette(cassette(one))}`,
    'b.yaml': HELLO,
  });
  const found = await runCommand(['check', folder]);
  expect(found.code).toBe(1);
  expect(found.out()).toMatch(/a\.yaml:\d+:\d+ {2}secret {2}error: .+: sk-p…/);
  const fixed = await runCommand(['check', folder, '--fix']);
  expect(fixed.err).toMatch(/a\.yaml: removed 1 × .+ \(request body/);
  expect(fixed.err).not.toContain('b.yaml');
  expect(fixed.code).toBe(0);
  const text = readFileSync(path.join(folder, 'a.yaml'), 'utf8');
  expect(text).toMatch(/^# Mine\.\n---\nversion: 2\n/);
  expect(text).not.toContain(key);
  expect(readFileSync(path.join(folder, 'b.yaml'), 'utf8')).toBe(HELLO);
});

test('--fix redacts the comments at the top, and says that others are not kept', async () => {
  const key = ['sk', 'proj', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'].join('-');
  const inside = HELLO.replace('interactions:', `# Inside: ${key}\ninteractions:`);
  const folder = folderOf({ 'a.yaml': `# Mine: ${key}\n${inside}` });
  const found = await runCommand(['check', folder]);
  expect(found.out()).toMatch(/a\.yaml:1:9 {2}secret {2}error: api key in the comments: sk-p…/);
  expect(found.code).toBe(1);
  const fixed = await runCommand(['check', folder, '--fix']);
  expect(fixed.err).toMatch(/^.*a\.yaml: removed 2 × .+; comments inside the file are not kept\n$/);
  expect(fixed.code).toBe(0);
  const text = readFileSync(path.join(folder, 'a.yaml'), 'utf8');
  expect(text).toMatch(/^# Mine: REDACTED_API_KEY_1\n/);
  expect(text).not.toContain(key);
});

test('--fix drops times and sizes that no longer fit the body', async () => {
  const one = interaction([user('Hi')], streamOf(chunk({ content: 'Hello' }, {}, 'stop')));
  one.response = { ...one.response, event_times: [1, 2, 3, 4, 5], chunk_sizes: [1] };
  const folder = folderOf({ 'a.yaml': formatCassette(cassette(one)) });
  const found = await runCommand(['check', folder]);
  expect(found.out()).toMatch(/ 0 errors, 2 warnings$/m);
  const { err, out } = await runCommand(['check', folder, '--fix']);
  expect(err).toMatch(/removed event_times of interaction 1, chunk_sizes of interaction 1\n$/);
  expect(out()).toMatch(/ 0 errors, 0 warnings$/m);
});

test('--fix leaves files that cannot be read to the check', async () => {
  const folder = folderOf({ 'a.yaml': '', 'b.yaml': HELLO });
  writeFileSync(path.join(folder, 'latin.yaml'), Buffer.from([0xff]));
  const missing = path.join(folder, 'none', 'missing.yaml');
  const { out, code, err } = await runCommand(['check', '--fix', folder]);
  expect(err).toBe('');
  expect(out()).toMatch(/latin\.yaml {2}unreadable {2}error: it is not valid UTF-8/);
  expect(code).toBe(1);
  await runCommand(['check', '--fix', missing]);
  expect(existsSync(path.dirname(missing))).toBe(false);
});

test('--redact finds the secrets that a user defines', async () => {
  const args = ['check', folderOf({ 'a.yaml': HELLO }), '--redact'];
  const { code, out } = await runCommand([...args, '{"kind":"greeting","pattern":"Hel+o"}']);
  expect(code).toBe(1);
  expect(out()).toContain('greeting in the response body, event 1');
});
