import { recordings } from './cassettes.ts';
import { expect, test } from './fixtures.ts';

for (const recording of recordings) {
  test(`${recording.name}: the demo replays it by itself`, async ({ page, chat }) => {
    await chat.replay(recording, '200/s');
    await expect(page.getByRole('log')).toShowTranscript(recording);
  });
}

test('the demo offers every cassette, and says which it plays', async ({ page, chat }) => {
  const names = recordings.map(({ name }) => name);
  await chat.openDemo(names[1]!);
  const cassettes = page.getByRole('combobox', { name: 'Cassette' });
  await expect(cassettes).toHaveValue(names[1]!);
  await expect(cassettes.getByRole('option')).toHaveText(names);
});
