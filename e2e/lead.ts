import { expect } from 'playhead/playwright';
import type { Playhead } from 'playhead/playwright';
import { asksForStream, type Recorded } from './cassettes.ts';
import type { Chat } from './chat.ts';

/** Does the recording end where the app has to run a tool? */
export function endsInCall({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  return last.role === 'assistant' && last.toolCalls.some(({ server }) => !server);
}

/**
 * Opens the app and leads it through a whole cassette: asks what was asked, again where the
 * recording refuses, and waits for the end. A recording that ends in a call must be held: at its end
 * the app would run the tool, and ask what nobody has recorded.
 */
export async function lead(chat: Chat, playhead: Playhead, recorded: Recorded): Promise<void> {
  const { provider, cassette, prompts } = recorded;
  const { interactions } = cassette;
  await chat.open(provider, { whole: !interactions.every(asksForStream) });
  if (endsInCall(recorded)) {
    await chat.send(prompts[0]!);
    for (const at of interactions.keys()) {
      const stream = await playhead.nextStream();
      await (at === interactions.length - 1 ? stream.step(stream.remaining - 1) : stream.finish());
    }
    return;
  }
  const before = playhead.calls.length;
  const asked = () => playhead.calls.length - before;
  const refused = () => (interactions[asked() - 1]?.response.code ?? 0) >= 400;
  for (const prompt of prompts) {
    await chat.ask(prompt);
    while (refused() && asked() < interactions.length) {
      await expect(chat.alert).toBeVisible();
      await chat.ask(prompt);
    }
  }
}
