import { expect, test } from 'playhead/playwright';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';
import { cassette, interaction, textEvents } from '../support/handmade.ts';

const first = textEvents('one');
const second = textEvents('two');
const tape = cassette(interaction('Hi', first), interaction('Bye', second));

test.use({ cassette: tape, baseURL: ORIGIN, unused: 'ignore' });

const whole = (events: string[]) => `[200]${events.join('')}[end]`;

test('by conversation lists what was ignored with the request', async ({ page, playhead }) => {
  await openPage(page);
  const body = JSON.stringify({
    temperature: 0,
    stream: true,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Bye' }] },
    ],
  });
  await page.evaluate((sent) => void ask('a', '', { body: sent }), body);
  await playhead.finish();
  expect(await readBy(page, 'a')).toBe(whole(second));
  expect(playhead.requests[0]!.match).toEqual({
    cassette: 'handmade',
    interaction: 2,
    ignored: [
      { field: 'temperature', received: '0', recorded: 'nothing' },
      { field: 'messages, system prompt', received: '"Be brief."', recorded: 'nothing' },
      {
        field: 'messages[0].content',
        received: '[{"type":"text","text":"Bye"}]',
        recorded: '"Bye"',
      },
    ],
  });
});

test.describe('by turn', () => {
  test.use({ match: 'turn' });

  test('answers another prompt in the same roles', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a', 'Something else'));
    await playhead.finish();
    expect(await readBy(page, 'a')).toBe(whole(first));
  });
});

test.describe('by order', () => {
  test.use({ match: 'order' });

  test('answers with the first recording, whatever the request', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a', 'Bye'));
    await playhead.finish();
    expect(await readBy(page, 'a')).toBe(whole(first));
  });
});

test.describe('exactly', () => {
  test.use({ match: 'exact' });

  test('answers the same JSON', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a', 'Bye'));
    await playhead.finish();
    expect(await readBy(page, 'a')).toBe(whole(second));
  });
});

test.describe('by a function', () => {
  test.use({
    match: async ({}, use) => {
      await use((request, recorded) => {
        const [text, wanted] = [request, recorded].map(
          (each) => each.conversation?.messages[0]?.text,
        );
        return text?.length === wanted?.length;
      });
    },
  });

  test('answers as the function decides', async ({ page, playhead }) => {
    await openPage(page);
    await page.evaluate(() => void ask('a', '123'));
    await playhead.finish();
    expect(await readBy(page, 'a')).toBe(whole(second));
  });
});
