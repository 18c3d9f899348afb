import { expect, watchQuality } from 'playhead/quality';
import { oneOfEachProvider, recordings } from '../support/cassettes.ts';
import { test } from '../support/demo-app/fixtures.ts';

test.describe('the demo app', () => {
  for (const { name, provider, prompt, answers } of oneOfEachProvider(recordings)) {
    test.describe(name, () => {
      test.use({ cassette: name, pace: 'manual' });

      test('streams well', async ({ page, chat, playhead }) => {
        await chat.open(provider);
        const quality = await watchQuality(page.getByRole('log'), playhead);
        await chat.send(prompt);
        for (const _ of answers) {
          await (await playhead.nextStream()).finish();
        }
        await chat.finish(answers.length);
        await expect(quality).toStreamWell();
      });
    });
  }
});
