import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Cassette, Interaction } from 'playhead';
import { readCassette } from 'playhead/node';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { type Outcome, play } from '../support/failing-tests/run.ts';
import { addressAt, interactionsOf, startProvider } from '../support/provider.ts';
import { CARRIERS, COPIED, TWO_TURNS } from '../support/recorded-copies.ts';

/** Key words of what the tests fail with that cannot be recorded. */
const REFUSALS: Record<string, string[]> = {
  'nothing to record': ['nothing was recorded', 'Set the option endpoint', '/app/talk'],
  'a file that another test has recorded': ['in this run', 'its own cassette'],
  'a provider that does not answer': ['Cannot record POST http://127.0.0.1:9/v1/chat', 'CORS'],
  'a new request in CI': ['page/replaced.yaml', 'It is not recorded', 'CI is set'],
};

test.describe('a spec that records', () => {
  // One worker runs the file: its tests read what one inner run has left.
  test.describe.configure({ mode: 'default' });

  let folder = '';
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let outcomes: Outcome[] = [];

  test.beforeAll(async ({}, testInfo) => {
    testInfo.setTimeout(300_000);
    folder = testInfo.outputPath('cassettes');
    provider = await startProvider();
    const { url: PROVIDER, app: APP } = provider;
    const variables = { PROVIDER, APP, RECORD_TO: folder, CI: '', PLAYHEAD_RECORD: '' };
    ({ outcomes } = await play('record.fixture.ts', testInfo.outputPath('run'), variables));
    provider.close();
  });

  const outcomeOf = (title: string, suite: string) =>
    outcomes.find((each) => each.title === title && each.suite === suite)!;
  const recorded = (name: string): Cassette => readCassette(path.join(folder, `${name}.yaml`));

  for (const carrier of CARRIERS) {
    test(`writes what every provider has sent, byte for byte: ${carrier}`, () => {
      const sent = COPIED.map(([name, each]) => ({
        ...essence(each),
        url: addressAt(provider.url, name, each),
      }));
      expect(recorded(`${carrier}/copies`).interactions.map(essence)).toEqual(sent);
    });

    for (const title of [
      'records what every provider sends',
      'records what a spec holds',
      'plays it to the same spec',
      'adds what is not there',
      'replaces the file, and sends no retry',
      'leaves out what the app aborts',
      'leaves out what a reload aborts',
    ]) {
      test(`passes its inner test: ${title}, ${carrier}`, () => {
        const { status, message } = outcomeOf(title, carrier);
        expect(status, message).toBe('passed');
      });
    }

    test(`keeps when events came, and in what chunks: ${carrier}`, () => {
      for (const { response } of recorded(`${carrier}/held`).interactions) {
        const { event_times: times = [], chunk_sizes: sizes = [], body } = response;
        expect(times.length).toBeGreaterThan(2);
        expect(times.toSorted((one, other) => one - other)).toEqual(times);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(total).toBe(Buffer.byteLength(body as string));
      }
    });

    test(`says in the report what was recorded: ${carrier}`, () => {
      const { annotations, attached } = outcomeOf('records what a spec holds', carrier);
      expect(annotations.join('\n')).toMatch(
        new RegExp(`^1 interaction to \\S+/${carrier}/held\\.yaml`, 'm'),
      );
      expect(attached['playhead: recorded conversation']).toContain('weather(');
    });

    test(`replaces a file, and leaves out what is played again: ${carrier}`, () => {
      const [, second] = interactionsOf(TWO_TURNS);
      const replaced = recorded(`${carrier}/replaced`);
      const bodies = replaced.interactions.map(({ request }) => request.body);
      expect(bodies).toEqual([second!.request.body]);
    });

    for (const by of ['the app', 'a reload']) {
      test(`says what ${by} has aborted: ${carrier}`, () => {
        const { annotations } = outcomeOf(`leaves out what ${by} aborts`, carrier);
        const name = by.replace(' ', '-');
        expect(recorded(`${carrier}/${name}`).interactions).toHaveLength(1);
        expect(annotations.join('\n')).toMatch(/1 interaction to .*aborted it: POST \S+\/endless/);
      });
    }
  }

  test('records what a worker asks, with the service worker', () => {
    const { message } = outcomeOf('records what a worker asks', 'service-worker');
    expect(message).toBe('');
    expect(recorded('worker').interactions).toHaveLength(1);
  });

  for (const [title, says] of Object.entries(REFUSALS)) {
    test(`fails with a hint: ${title}`, () => {
      const { status, message } = outcomeOf(title, 'page');
      expect(status, message).toBe('failed');
      for (const words of says) expect(message).toContain(words);
      expect(message).not.toContain('secret');
    });
  }

  test('keeps the file of a failing test', () => {
    const { status, message } = outcomeOf('a failing test', 'page');
    expect(status, message).toBe('failed');
    expect(message).toContain('toBe');
    const [before, after] = ['held', 'kept'].map((name) =>
      readFileSync(path.join(folder, 'page', `${name}.yaml`), 'utf8'),
    );
    expect(after).toBe(before); // the one was copied to the other
  });

  test('leaves no file, lock or draft where it has failed', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.(?:lock|tmp)\b/.test(file))).toEqual([]);
    for (const name of ['nothing', 'unreachable']) {
      expect(existsSync(path.join(folder, `${name}.yaml`))).toBe(false);
    }
  });
});

/** Picks what must not change from a provider to its cassette. */
function essence({ request, response }: Interaction) {
  const { url, method, body } = request;
  return { url, method, sent: body, code: response.code, received: response.body };
}
