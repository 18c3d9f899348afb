import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Interaction } from '../../cassette/cassette.ts';
import { formatCassette } from '../../cassette/format.ts';
import { runCommand, type TestTerminal } from '../../test/run-command.ts';
import { call, cassette, chunk, interaction, streamOf, user } from '../../test/samples.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { widthOf } from '../print/layout.ts';

const GROQ = 'cassettes/groq/tool_streaming.yaml';

async function show(args: string[], terminal: TestTerminal = {}) {
  const { code, out, err } = await runCommand(['show', ...args], terminal);
  expect([code, err]).toEqual([0, '']);
  return out();
}

/** Writes a cassette of these interactions, and shows it. */
function showThese(interactions: Interaction[], args: string[] = [], terminal?: TestTerminal) {
  const file = path.join(temporaryFolder(), 'a.yaml');
  writeFileSync(file, formatCassette(cassette(...interactions)));
  return show([file, ...args], terminal);
}

test.each([
  /^cassettes\/groq\/tool_streaming\.yaml\n\n1 {2}POST https:\S+ {2}200 {2}openai-chat {2}\S+\n/,
  /^ {2}user {7}What's the weather in Florence,Italy\?$/m,
  /^ {2}text {7}I'll check the weather in Florence, Italy for you\.$/m,
  /^ {2}call {7}weather \{"location":"Florence,Italy"\}\n {2}result {5}40 C\n {2}finish {5}tool_calls$/m,
  /^interaction {2}1 +2$/m,
  /^protocol +openai-chat +openai-chat$/m,
  /^tool calls +whole +none$/m,
  /^usage +finish event, own event +finish event, own event$/m,
  /^call ids +functions\.<name>:<n> +–$/m,
  /^line ends +LF +LF$/m,
  /^event times +no +no$/m,
])('a cassette is shown with %s', async (words) => {
  expect(await show([GROQ])).toMatch(words);
});

test.each([
  /^ {2}event {2}size {3}type +says$/m,
  /^ {2}2 +284 B {2}chat\.completion\.chunk {2}text "I'll"$/m,
  /^ {2}13 .+ tool-call weather, tool-arguments ".+"$/m,
  /^ {2}16 +14 B +\[DONE\]$/m,
])('--events shows %s', async (words) => {
  expect(await show([GROQ, '--events'])).toMatch(words);
  expect(await show([GROQ])).not.toMatch(words);
});

test('recorded times are shown beside the events', async () => {
  const { response, ...rest } = interaction([user('Hi')], streamOf(chunk({ content: 'a' })));
  const out = await showThese(
    [{ ...rest, response: { ...response, event_times: [120] } }],
    ['--events'],
  );
  expect(out).toMatch(/^ {2}event {2}time +size .+\n {2}1 +120 ms +\d+ B/m);
  expect(out).toMatch(/^event times +yes$/m);
});

test('reasoning, errors and calls of the provider are shown', async () => {
  const think = chunk({ reasoning_content: 'Hm' });
  const search = { ...call(0, 'a', 'search', '{}'), type: 'web_search' };
  const body = streamOf(think, chunk({ tool_calls: [search] }), { error: { message: 'Broken' } });
  const out = await showThese([interaction([user('Hi')], body)]);
  expect(out).toMatch(/^ {2}reasoning {2}Hm$/m);
  expect(out).toMatch(/^ {2}call +search \{\} \(run by the provider\)$/m);
  expect(out).toMatch(/^ {2}error {6}Broken$/m);
});

test('--json is the same as data', async () => {
  const [{ file, interactions }] = JSON.parse(await show([GROQ, '--json'])) as [
    { file: string; interactions: { events?: object[]; style: object }[] },
  ];
  expect(file).toBe(GROQ);
  expect(interactions[0]!.style).toMatchObject({ framing: 'sse', events: 16 });
  expect(interactions[0]).not.toHaveProperty('events');
  const [more] = JSON.parse(await show([GROQ, '--json', '--events'])) as [
    { interactions: { events: object[] }[] },
  ];
  expect(more.interactions[0]!.events).toHaveLength(16);
});

const HOSTILE = '\u001B[2J\u001B]0;owned\u0007\u009B31m\u202Eevil\rgone';

test.each([[[]], [['--events']], [['--json', '--events']]])(
  'hostile text does nothing to a terminal, %j',
  async (args) => {
    const body = streamOf(
      chunk({ content: HOSTILE, reasoning_content: HOSTILE, [HOSTILE]: HOSTILE }),
      chunk({ tool_calls: [call(0, `${HOSTILE}_1`, HOSTILE, HOSTILE)] }),
      chunk({}, { object: HOSTILE }, HOSTILE),
      { error: { message: HOSTILE } },
    );
    const out = await showThese([interaction([user(HOSTILE)], body, { model: HOSTILE })], args, {
      isTTY: true,
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
    expect(out).toContain(String.raw`\u001b[2J`);
  },
);

test('lines are as wide as the terminal, in colours there', async () => {
  const long = `${'many words '.repeat(30)}${'x'.repeat(200)}`;
  const body = streamOf(chunk({ content: long }), chunk({ content: '日本'.repeat(50) }));
  const these = Array.from({ length: 9 }, () => interaction([user(long)], body));
  const plain = { isTTY: true, columns: 50, env: { NO_COLOR: '1' } };
  const out = await showThese(these, ['--events'], plain);
  expect(Math.max(...out.split('\n').map(widthOf))).toBeLessThanOrEqual(50);
  expect(await showThese(these)).toContain(long);
  expect(await showThese(these, [], { isTTY: true, columns: 50 })).toContain('\u001B[1m');
});

test('several files are shown one after the other', async () => {
  const out = await show(['cassettes/groq', 'cassettes/handmade/ollama/error.yaml']);
  expect(out.match(/^cassettes\/\S+\.yaml$/gm)).toHaveLength(4);
  expect(out).toMatch(/\n\ncassettes\/handmade\/ollama\/error\.yaml\n/);
});

test('a file that is not a cassette is named, with its line', async () => {
  const file = path.join(temporaryFolder(), 'a.yaml');
  writeFileSync(file, 'version: 2\ninteractions: 1\n');
  const { code, out, err } = await runCommand(['show', file]);
  expect(err).toContain(`${file}:2:15: "interactions" of the cassette must be a list`);
  expect([code, out()]).toEqual([1, '']);
});
