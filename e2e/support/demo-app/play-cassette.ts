import type { Playhead, PlayheadStream } from 'playhead/playwright';
import { asksForStream, type Recorded } from '../cassettes.ts';
import type { Chat } from './chat.ts';
import { endsInCall } from './last-turn.ts';

/**
 * Opens the app and plays a whole cassette in it, which must be held: sends each recorded prompt,
 * once more where the recording refuses, and plays each answer to its end. A recording that ends in
 * a call is played except for its last event: then the app would run the tool, and send a request
 * that was not recorded.
 */
export async function playCassette(
  chat: Chat,
  playhead: Playhead,
  recorded: Recorded,
): Promise<void> {
  const { provider, cassette } = recorded;
  await chat.open(provider, { whole: !cassette.interactions.every(asksForStream) });
  await converse(chat, playhead, recorded, chat.send);
}

/** Plays the cassette again in the open conversation, from its first question: no page is loaded. */
export async function replayCassette(
  chat: Chat,
  playhead: Playhead,
  recorded: Recorded,
): Promise<void> {
  await converse(chat, playhead, recorded, chat.askAnew);
}

async function converse(
  chat: Chat,
  playhead: Playhead,
  recorded: Recorded,
  first: (prompt: string) => Promise<void>,
): Promise<void> {
  const { prompts } = recorded;
  const { interactions } = recorded.cassette;
  let played = 0;
  const mayRetry = () =>
    interactions[played - 1]!.response.code >= 400 && played < interactions.length;
  let ask = first;
  for (const prompt of prompts) {
    do {
      await ask(prompt);
      ask = chat.send;
      do {
        const stream = await playhead.nextStream();
        played += 1;
        if (played === interactions.length && endsInCall(recorded)) {
          return stream.step(stream.remaining - 1);
        }
        await playOut(stream, chat, holdsError(recorded, played - 1));
        // All is rendered: an app that is still busy has a tool to run, and sends another request.
      } while (await chat.stopButton.isVisible());
    } while (mayRetry());
  }
}

function holdsError({ answers }: Recorded, position: number): boolean {
  return answers.some(
    ({ interactionIndex: interaction, error }) => interaction === position && error !== undefined,
  );
}

/** Plays the rest: some clients stop reading at an error, and some read to the end. */
async function playOut(stream: PlayheadStream, chat: Chat, withError: boolean): Promise<void> {
  if (withError) await stream.until('error');
  if (!withError || (await chat.stopButton.isVisible())) await stream.finish();
}
