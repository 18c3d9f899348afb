import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type AppRequest, expect, test } from 'playhead/playwright';
import { CHANGED, type Outcome, play } from '../support/failing-tests/run.ts';
import { cassette, interaction, textEvents } from '../support/handmade.ts';
import { openPage, ORIGIN } from '../support/pages/blank.ts';

const ALL = 'compares all requests';
const SEVERAL = 'compares one request after the other';
const AGAIN = 'compares until it passes';
const NOTHING = 'sends what was recorded';

const SNAPSHOT = `Changed since the recording: - recorded, + received

request 1: handmade, interaction 1
  model
    - gpt-5
    + gpt-6

request 2: handmade, interaction 2
  model: as in request 1
  temperature
    + 0.7
`;
const WITH_PROMPT = SNAPSHOT.replace(
  '  model\n',
  `  system prompt
      You are an assistant.
    - Be kind.
    + Be nice.
      Be brief.
  model\n`,
).replace('  model: as', '  system prompt: as in request 1\n  model: as');

test.describe('what has changed since the recording', () => {
  // One worker runs the file: each run of the inner tests begins with the snapshots of the one before.
  test.describe.configure({ mode: 'default' });

  let first: Outcome[] = [];
  let changed: Outcome[] = [];
  let accepted: Outcome[] = [];
  const snapshots: Record<string, string>[] = [];

  test.beforeAll(async ({}, testInfo) => {
    testInfo.setTimeout(300_000);
    const output = testInfo.outputPath('run');
    const folder = path.join(`${output}-snapshots`, 'changes.fixture.ts-snapshots');
    const run = async (PROMPT: string, ...flags: string[]) => {
      // Each worker starts a browser, for four short tests.
      const variables = { PROMPT, PLAY_WORKERS: '1' };
      const { outcomes } = await play('changes.fixture.ts', output, variables, flags);
      const files = readdirSync(folder).toSorted();
      const texts = files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
      snapshots.push(Object.fromEntries(texts) as Record<string, string>);
      return outcomes;
    };
    first = await run('Be kind.');
    changed = await run('Be nice.', '--update-snapshots=none'); // as in CI
    accepted = await run('Be nice.', '--update-snapshots');
  });
  const outcomeOf = (outcomes: Outcome[], title: string) =>
    outcomes.find((each) => each.title === title)!;

  test('is a sentence in the report, and a text attached', () => {
    const { changed: sentence, attached } = outcomeOf(changed, ALL);
    expect(sentence).toBe(
      'system prompt, model (gpt-5 → gpt-6), temperature (nothing → 0.7) in every request of handmade',
    );
    expect(attached[CHANGED]).toBe(WITH_PROMPT);
  });

  test('is not reported where nothing has changed', () => {
    const { status, changed: sentence, attached } = outcomeOf(changed, NOTHING);
    expect([status, sentence, attached]).toEqual(['passed', '', {}]);
  });

  test.describe('the snapshot of toMatchRecording', () => {
    test('is written on the first run, which fails as with any snapshot', () => {
      const { status, message, source } = outcomeOf(first, ALL);
      expect(status).toBe('failed');
      expect(message).toMatch(/snapshot doesn't exist at .*, writing actual/);
      expect(source).toBe('expect(playhead.requests).toMatchRecording();');
      expect(snapshots[0]!['compares-all-requests-requests-1.txt']).toBe(SNAPSHOT);
    });

    test('has a file for each call, without the name of the platform', () => {
      expect(Object.keys(snapshots[2]!)).toEqual([
        'compares-all-requests-requests-1.txt',
        'compares-one-request-after-the-other-requests-1.txt',
        'compares-one-request-after-the-other-requests-2.txt',
        'compares-until-it-passes-requests-1.txt',
        'sends-what-was-recorded-requests-1.txt',
        'the-second.txt',
      ]);
    });

    test('fails with a diff where the prompt has changed', () => {
      const { status, message, attached, source } = outcomeOf(changed, ALL);
      expect(status).toBe('failed');
      expect(message).toContain('expect(requests).toMatchRecording()');
      expect(message).toContain('run with --update-snapshots');
      expect(message).toContain('  +    - Be kind.\n  +    + Be nice.\n');
      expect(message).not.toContain('toMatchSnapshot');
      expect(source).toBe('expect(playhead.requests).toMatchRecording();');
      expect(Object.keys(attached).slice(0, 2)).toEqual([
        'compares-all-requests-requests-1-expected.txt',
        'compares-all-requests-requests-1-actual.txt',
      ]);
      expect(snapshots[1]).toEqual(snapshots[0]);
    });

    test('is compared softly, each call on its own', () => {
      const { message } = outcomeOf(changed, SEVERAL);
      expect(message.match(/Snapshot: .*/g)).toEqual([
        'Snapshot: compares one request after the other requests 1.txt',
        'Snapshot: compares one request after the other requests 2.txt',
      ]);
    });

    test('keeps its name where the call is made again', () => {
      expect(outcomeOf(changed, AGAIN).status).toBe('failed');
      expect(outcomeOf(changed, AGAIN).message).not.toContain('requests 2');
    });

    test('is accepted by --update-snapshots', () => {
      const statuses = accepted.map(({ status }) => status);
      expect(statuses).toEqual(Array.from({ length: 4 }, () => 'passed'));
      expect(snapshots[2]!['compares-all-requests-requests-1.txt']).toBe(WITH_PROMPT);
    });

    test('leaves out fields that are ignored, and masked texts', () => {
      expect(snapshots[2]!['compares-one-request-after-the-other-requests-2.txt']).not.toContain(
        'seed',
      );
      const named = snapshots[2]!['the-second.txt'];
      expect(named).toContain('  seed\n    + <masked>');
      expect(named).not.toContain('nice');
    });
  });
});

test.describe('toMatchRecording', () => {
  test.use({ cassette: cassette(interaction('Hi', textEvents('one'))), baseURL: ORIGIN });

  test.describe('before any request', () => {
    test.use({ unused: 'ignore' });
    test('says that none was sent', ({ playhead }) => {
      const compare = () => expect(playhead.requests).toMatchRecording();
      expect(compare).toThrow('no request was sent');
    });
  });

  test('says what it takes', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => ask('a'));
    const [request] = playhead.requests;
    for (const other of [undefined, [{ ...request! }], 'requests', request, [undefined]]) {
      const compare = () => expect(other as AppRequest[]).toMatchRecording();
      expect(compare).toThrow('toMatchRecording() takes playhead.requests');
    }
  });

  for (const [options, message] of [
    [{ nam: 'a' }, 'Did you mean "name"?'],
    [{ name: '' }, 'Invalid name: expected the name of a file'],
    [{ mask: 'seed' }, 'Invalid mask: expected a RegExp'],
    [{ ignore: 'seed' }, 'Invalid ignore: expected a list'],
    ['a.txt', 'expected an object'],
  ] as const) {
    test(`rejects the options ${JSON.stringify(options)}`, async ({ page, playhead }) => {
      await openPage(page);
      await page.evaluate(() => ask('a'));
      const compare = () => expect(playhead.requests).toMatchRecording(options as never);
      expect(compare).toThrow(message);
    });
  }
});
