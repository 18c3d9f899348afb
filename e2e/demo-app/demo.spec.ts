import { asksForStream, cassettes, type Recorded, recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

/** A tool loop of each provider: its hosts are in the security policy, its library loads. */
const loops = new Map(cassettes.filter(isToolLoop).map((each) => [each.provider, each]));

for (const recording of new Set([...recordings, ...loops.values()])) {
  test(`${recording.name}: the demo replays it by itself`, async ({ page, chat }) => {
    await chat.replay(recording, '200/s');
    await expect(page.getByRole('log')).toShowTranscript(recording);
  });
}

test('the demo offers every cassette, and says which it plays', async ({ page, chat }) => {
  const names = cassettes.map(({ name }) => name);
  await chat.openDemo(names[1]!);
  const choice = page.getByRole('combobox', { name: 'Cassette' });
  await expect(choice).toHaveValue(names[1]!);
  await expect(choice.getByRole('option')).toHaveText(names);
});

function isToolLoop({ cassette: { interactions }, answers }: Recorded): boolean {
  const called = answers.some(({ toolCalls }) => toolCalls.some(({ server }) => !server));
  return called && interactions.length === 2 && interactions.every(asksForStream);
}
