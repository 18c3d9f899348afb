import { singleQuote } from '../../util/text.ts';

/** The conversation of the first spec. */
export const QUESTION = 'Is it warm in Oslo?';
export const ANSWER = ['It is ', 'rather ', 'warm ', 'there.'];
export const CASSETTE = 'first-chat';

/** What a first spec depends on. */
export interface SpecOptions {
  /** The address the page opens: a path, or a URL. */
  address: string;
  byBackEnd: boolean;
  /** Whether the page may be used only once its scripts have taken over what the server has made. */
  hydrates: boolean;
  /** Whether the Enter key sends a message. */
  entersByKey: boolean;
}

/** Writes a spec that pauses an answer halfway and checks what the page shows. */
export function specText({ address, byBackEnd, hydrates, entersByKey }: SpecOptions): string {
  const carrier = byBackEnd ? "carrier: 'server', " : '';
  const opened = hydrates
    ? `${singleQuote(address)}, { waitUntil: 'networkidle' }`
    : singleQuote(address);
  const send = entersByKey
    ? "await message.press('Enter'); // or: await page.getByRole('button', { name: 'Send' }).click();"
    : "await page.getByRole('button').last().click(); // or: await message.press('Enter');";
  return `import { expect, test } from 'playhead/playwright';

// Plays cassettes/${CASSETTE}.yaml: what the model is asked, and what it answers.
test.use({ ${carrier}cassette: '${CASSETTE}', pace: 'manual' });

test('shows an answer while it comes', async ({ page, playhead }) => {
  await page.goto(${opened});
  // Adjust these to your page: the text box, how a message is sent, and where the chat is shown.
  const message = page.getByRole('textbox').last();
  const chat = page.locator('body');
  await message.fill(${singleQuote(QUESTION)});
  ${send}

  await playhead.until(/warm/); // the model has sent this much, and the page shows it
  expect(await chat.innerText()).toContain('It is rather warm');
  expect(await chat.innerText()).not.toContain('warm there');
  await playhead.finish();
  await expect(chat).toShowTranscript(playhead.transcript);
});
`;
}
