import type { Part } from 'playhead';
import { cassetteNamed } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { playAnswer } from '../support/demo-app/expect-recorded-answer.ts';

/** Places to stop: in which turn, after which part; `head` is before all. */
type Place = readonly [turn: number, part: Part['type'] | 'head'];

/** A tool loop of each kind of client. The chat suite stops in the text of the first turn. */
const LOOPS: readonly [name: string, ...Place[]][] = [
  ['groq/multi_tool_streaming.2025-10', [0, 'head'], [0, 'tool-arguments'], [1, 'text']],
  ['handmade/anthropic/tool-loop', [0, 'tool-arguments']],
  ['handmade/google/tool-loop', [0, 'tool-call']],
  ['handmade/ollama/tool-loop', [0, 'reasoning']],
  ['handmade/ai-sdk-ui/client-tools', [1, 'text']],
];

test.use({ pace: 'manual', repeat: true, unused: 'ignore' });

for (const [name, ...places] of LOOPS) {
  const recorded = cassetteNamed(name);
  const { provider, prompt } = recorded;

  test.describe(name, () => {
    test.use({ cassette: name });

    for (const [at, part] of places) {
      test(`stops in turn ${at + 1}, at ${part}, and answers when asked again`, async ({
        page,
        chat,
        playhead,
      }) => {
        await chat.open(provider);
        await chat.send(prompt);
        for (let turn = 0; turn < at; turn++) await playhead.finish();
        const stream = await playhead.nextStream();
        if (part !== 'head') await stream.until(part);
        await chat.stopButton.click();

        expect(await stream.waitForAbort()).toMatchObject({ by: 'app' });
        await expect(chat.stopButton).toHaveCount(0);
        await expect(chat.box).toBeFocused();
        await expect(chat.answers).toHaveCount(at + 1);
        await expect(chat.answers.last()).toHaveAttribute('aria-busy', 'false');
        await expect(chat.answers.last()).toContainText(/Stopped$/);
        await expect(chat.alert).toHaveCount(0);
        for (const card of await chat.toolCards.all()) {
          await expect(card).toContainText(/Done|Failed.*You stopped the answer/);
        }
        await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);

        await chat.retryButton.click();
        await playAnswer({ page, chat, playhead }, recorded);
      });
    }
  });
}

test.describe('the weather', () => {
  const recorded = cassetteNamed('groq/tool_streaming');
  test.use({ cassette: recorded.name });

  test('Stop cancels a tool that runs', async ({ page, chat, playhead }) => {
    await page.route('/api/weather*', () => {}); // never answers
    await chat.open('groq');
    await chat.send(recorded.prompt);
    const requested = page.waitForRequest('/api/weather*');
    await playhead.finish();
    const cancelled = page.waitForEvent('requestfailed');
    await requested;
    await expect(chat.toolCards.first()).toContainText('Running');
    await chat.stopButton.click();
    expect(new URL((await cancelled).url()).pathname).toBe('/api/weather');
    await expect(chat.toolCards.first()).toContainText('You stopped the answer before');
    await expect(chat.alert).toHaveCount(0);
  });

  test('Escape in the message box stops the answer and keeps the draft', async ({
    page,
    chat,
    playhead,
  }) => {
    await chat.open('groq');
    await chat.send(recorded.prompt);
    const stream = await playhead.nextStream();
    await stream.step(1);
    await expect(chat.box).toBeFocused();
    await page.keyboard.type('Next');
    await page.keyboard.press('Enter'); // nothing is sent while an answer runs
    await page.keyboard.press('Escape');
    expect(await stream.waitForAbort()).toMatchObject({ by: 'app', position: 1 });
    await expect(chat.box).toHaveValue('Next');
    await expect(page.getByRole('button', { name: 'Send' })).toBeEnabled();
  });

  test('a double click on Send sends once, and one on Stop keeps the draft', async ({
    page,
    chat,
    playhead,
  }) => {
    await chat.open('groq');
    await chat.box.fill(recorded.prompt);
    await page.getByRole('button', { name: 'Send' }).dblclick();
    const stream = await playhead.nextStream();
    await stream.step(1);
    await expect(chat.stopButton).toBeVisible();
    await chat.box.fill('A draft');
    await chat.stopButton.dblclick();
    await stream.waitForAbort();
    await expect(chat.box).toHaveValue('A draft');
    expect(playhead.requests).toHaveLength(1);
  });
});
