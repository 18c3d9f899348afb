import { recordings } from '../../support/cassettes.ts';
import { expect, test } from '../../support/demo-app/fixtures.ts';

for (const { name, provider, prompt, answers } of recordings) {
  for (const pace of ['instant', 'manual'] as const) {
    test.describe(`${name}, ${pace}`, () => {
      test.use({ cassette: name, pace });

      test('the demo app streams well', async ({ page, chat, playhead }) => {
        await chat.open(provider);
        const recording = await playhead.record(page.getByRole('log'));
        await chat.send(prompt);
        for (const _ of pace === 'manual' ? answers : []) {
          // oxlint-disable-next-line no-await-in-loop -- one response after another
          await (await playhead.nextStream()).finish();
        }
        await chat.finish(answers.length);
        await expect(recording).toStreamWell();
      });
    });
  }
}
