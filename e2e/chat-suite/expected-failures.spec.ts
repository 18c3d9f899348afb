import { expect, test } from '../support/demo-app/fixtures.ts';
import { play } from '../support/failing-tests/run.ts';

const REASON = 'issue 12: it is shown twice';
const ONCE = 'groq/tool_streaming: shows each answer once';
const CALLS = 'groq/tool_streaming: shows each tool call before its result';
const FIRST_TEXT = 'one piece: shows the first text before the rest arrives';

/** Lists outcomes of `expected-failures.fixture.ts`, and what the report says beside them. */
const OUTCOMES: [suite: string, title: string, status: string, annotation?: string][] = [
  ['defective', ONCE, 'failed', REASON],
  ['fixed', ONCE, 'passed', REASON],
  ['without cards', ONCE, 'passed'],
  ['shadow roots', ONCE, 'passed'],
  ['shadow roots', CALLS, 'passed'],
  ['without cards', CALLS, 'skipped', 'not applicable: without cards has no toolCards'],
  ['short', FIRST_TEXT, 'skipped', 'not applicable: no answer of the cassette streams text'],
];

test('expected failures must fail, and inapplicable behaviours are skipped with a reason', async ({}, testInfo) => {
  testInfo.setTimeout(180_000);
  const { outcomes, failure } = await play(
    'expected-failures.fixture.ts',
    testInfo.outputPath('run'),
    {
      PLAY_GREP: OUTCOMES.map(([suite, title]) => `${suite} ${title}`).join('|'),
      PLAY_WORKERS: '1',
    },
  );
  expect(failure).toBe('');
  for (const [suite, title, status, annotation] of OUTCOMES) {
    const outcome = outcomes.find((each) => each.suite === suite && each.title === title)!;
    expect(outcome.status, `${suite}: ${title}`).toBe(status);
    expect(outcome.annotations.join('\n')).toContain(annotation ?? '');
    expect(outcome.annotations).toHaveLength(annotation ? 1 : 0);
  }
  const good = (suite: string) =>
    outcomes.find((each) => each.suite === suite && each.title === ONCE)!.good;
  expect([good('defective'), good('fixed')]).toEqual([true, false]);
});
