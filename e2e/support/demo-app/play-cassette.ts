import type { Playhead, PlayheadStream } from 'playhead/playwright';
import { asksForStream, type Recorded } from '../cassettes.ts';
import type { Chat } from './chat.ts';

/** Does the recording end where the app has to run a tool? */
export function endsInCall({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  return last.role === 'assistant' && last.toolCalls.some(({ server }) => !server);
}

/**
 * Opens the app and leads it through a whole cassette, which must be held: asks what was asked,
 * again where the recording refuses, and plays each answer to its end. One that ends in a call is
 * played but for its last event: then the app would run the tool, and ask what nobody has recorded.
 */
export async function lead(chat: Chat, playhead: Playhead, recorded: Recorded): Promise<void> {
  const { provider, cassette } = recorded;
  await chat.open(provider, { whole: !cassette.interactions.every(asksForStream) });
  await converse(chat, playhead, recorded, chat.send);
}

/** The same in the conversation that is there, from its first question. */
export async function leadAnew(chat: Chat, playhead: Playhead, recorded: Recorded): Promise<void> {
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
        await playOut(stream, chat, brokenOff(recorded, played - 1));
        // All is rendered: an app that still runs has a tool to run, and asks again.
      } while (await chat.stopButton.isVisible());
    } while (mayRetry());
  }
}

/** Does this answer tell of an error? */
function brokenOff({ answers }: Recorded, position: number): boolean {
  return answers.some(
    ({ interactionIndex: interaction, error }) => interaction === position && error !== undefined,
  );
}

/** Some apps read no further once they are told of an error, and some read to the end. */
async function playOut(stream: PlayheadStream, chat: Chat, broken: boolean): Promise<void> {
  if (broken) await stream.until('error');
  if (!broken || (await chat.stopButton.isVisible())) await stream.finish();
}
