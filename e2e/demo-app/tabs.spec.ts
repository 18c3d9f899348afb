import type { Page } from '@playwright/test';
import type { Playhead, PlayheadStream } from 'playhead/playwright';
import { cassetteNamed, type Recorded } from '../support/cassettes.ts';
import { type Chat, createChat } from '../support/demo-app/chat.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';

const weather = cassetteNamed('groq/tool_streaming');
const sums = cassetteNamed('handmade/anthropic/tool-loop');

/** One tab of the app, in which an answer streams. */
interface Tab {
  page: Page;
  chat: Chat;
  recorded: Recorded;
  stream: PlayheadStream;
  /** Counts turns: the stream is the answer of this one. */
  turn: number;
}

test.use({ cassette: { list: [weather.name, sums.name] }, pace: 'manual', repeat: true });

let tabs: [Tab, Tab];

test.beforeEach(async ({ page, context, playhead }) => {
  tabs = [
    await openTab(page, weather, playhead),
    await openTab(await context.newPage(), sums, playhead),
  ];
});

test('each tab shows its own conversation, event by event', async ({ playhead }) => {
  const [one, two] = tabs;
  while (one.stream.remaining > 0 || two.stream.remaining > 0) {
    for (const tab of tabs) await stepOnce(tab, playhead);
  }
  for (const { page, chat, recorded } of tabs) {
    await chat.finish(recorded.answers.length);
    await expect(page.getByRole('log')).toShowTranscript(recorded);
    await expect(chat.messages).toHaveCount(1 + recorded.answers.length);
    await expect(chat.alert).toHaveCount(0);
  }
  await expect(one.page.getByRole('log')).not.toContainText(sums.answers.at(-1)!.text);
  expect(playhead.requests).toHaveLength(4);
});

test('a failure in one shows there alone', async ({ playhead }) => {
  const [one, two] = tabs;
  for (const { stream } of tabs) await stream.until('text');
  await two.stream.fail({ type: 'disconnect' });
  await expect(two.chat.alert).toContainText('The connection was lost.');
  await expect(one.chat.alert).toHaveCount(0);
  await expectWhole(one, playhead);
  await expect(two.chat.alert, 'the other one goes on').toHaveCount(1);

  await two.chat.retryButton.click();
  await expectWhole({ ...two, stream: await playhead.nextStream() }, playhead);
});

async function openTab(page: Page, recorded: Recorded, playhead: Playhead): Promise<Tab> {
  const chat = createChat(page);
  await chat.open(recorded.provider);
  await chat.send(recorded.prompt);
  return { page, chat, recorded, stream: await playhead.nextStream(), turn: 0 };
}

/** Sends one event. After the last one before a tool runs, the app sends another request. */
async function stepOnce(tab: Tab, playhead: Playhead): Promise<void> {
  const { recorded, stream } = tab;
  if (stream.remaining === 0) return;
  if (stream.remaining > 1) return stream.step();
  await stream.finish();
  tab.turn++;
  if (tab.turn < recorded.answers.length) tab.stream = await playhead.nextStream();
}

/** Plays the answer to its end, over all its turns. */
async function expectWhole({ page, chat, recorded, stream }: Tab, playhead: Playhead) {
  await stream.finish();
  for (let turn = 1; turn < recorded.answers.length; turn++) {
    await (await playhead.nextStream()).finish();
  }
  await chat.finish(recorded.answers.length);
  await expect(page.getByRole('log')).toShowTranscript(recorded);
}
