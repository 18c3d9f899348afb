import { expect, test } from '../support/demo-app/fixtures.ts';
import { play } from '../support/failing-tests/run.ts';

test('x', async ({}, testInfo) => {
  testInfo.setTimeout(180_000);
  const output = testInfo.outputPath('run');
  for (const [PROMPT, flags] of [['Be kind.', []], ['Be kind.', []], ['Be nice.', []], ['Be nice.', ['--update-snapshots']], ['Be nice.', ['--update-snapshots=none']]] as const) {
    const { outcomes, failure } = await play('changes.fixture.ts', output, { PROMPT }, flags);
    console.log('=======', PROMPT, flags, failure);
    for (const o of outcomes) console.log('---', o.title, o.status, o.annotations, '\n', o.message, '\nSTEPS', o.steps, o.innerSteps, Object.keys(o.attached), o.printed, PROMPT === 'Be kind.' ? o.attached['playhead: changed since the recording'] : '');
  }
});
