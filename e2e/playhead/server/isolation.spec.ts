import { chatCassette } from 'playhead';
import { type Outcome, play } from '../../support/failing-tests/run.ts';
import { openAndAsk } from '../../support/server/ask.ts';
import { startBarrier } from '../../support/server/barrier.ts';
import { expect, test } from '../../support/server/test.ts';

// Tests that run at once, each in a worker of its own, on one server and one back end.

test.use({ cassette: chatCassette([['Hi', 'Hello']]), unused: 'ignore' });

/** Each starts a browser. */
const WORKERS = 3;
/** What each test of a group says, where they are to fail. */
const GROUPS: Record<string, RegExp[]> = {
  'told apart by the trace context': [],
  'told apart by what they ask': [],
  'told apart by a function': [],
  'not told apart': [/Cannot tell which test/, /twin 1"/, /twin 3"/, /traceparent.*ownsRequest/],
  'without a recording': [/none of the \d running tests/, /"Bye"/, /stranger 3"/],
};

test('each request of a page names its test, in three ways', async ({
  page,
  playhead,
  backEndOf,
}) => {
  const sent = page.waitForRequest('**/chat');
  await openAndAsk(page, await backEndOf('own-sse'));
  const headers = await (await sent).allHeaders();
  const id = headers['x-playhead-test']!;
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(headers['baggage']).toBe(`playhead-test=${id}`);
  expect(headers['traceparent']).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`));
  await playhead.finish();
});

test.describe('three tests on one back end', () => {
  test.describe.configure({ mode: 'default' });

  let all: Outcome[];
  test.beforeAll(async ({ backEndOf, modelServer }, testInfo) => {
    testInfo.setTimeout(180_000); // three browsers start
    const barrier = await startBarrier(WORKERS);
    const { outcomes, failure } = await play('isolation.fixture.ts', testInfo.outputPath('play'), {
      BACK_END_URL: (await backEndOf('own-sse')).url,
      MODEL_URL: modelServer.url,
      BARRIER_URL: barrier.url,
      PLAY_WORKERS: String(WORKERS),
    });
    barrier.close();
    expect(failure).toBe('');
    all = outcomes;
  });

  for (const [group, says] of Object.entries(GROUPS)) {
    test(`are ${group}`, () => {
      const outcomes = all.filter(({ suite }) => suite === group);
      expect(outcomes).toHaveLength(WORKERS);
      for (const { message, status } of outcomes) {
        if (says.length === 0) expect(message).toBe('');
        expect(status).toBe(says.length === 0 ? 'passed' : 'failed');
        for (const words of says) expect(message).toMatch(words);
      }
    });
  }
});
