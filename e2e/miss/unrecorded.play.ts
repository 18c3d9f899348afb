import { recordings } from '../cassettes.ts';
import { expect, test } from '../fixtures.ts';

// Not one of the suite: miss.spec.ts runs these and reads how they fail.

const { name } = recordings[0]!;

test('waits for an answer that is not recorded', async ({ chat }) => {
  await chat.open(name);
  await chat.send('Divide 6 by 3');
  await chat.finish(1);
});

test('does not notice that there is no answer', async ({ page, chat }) => {
  const missed = page.waitForEvent('close');
  await chat.open(name);
  await chat.send('Divide 6 by 3');
  await missed;
  expect(true).toBe(true);
});
