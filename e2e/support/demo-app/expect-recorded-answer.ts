import type { Recorded } from '../cassettes.ts';
import { expect } from './fixtures.ts';
import type { Act } from './page-state.ts';

/** Expects the recorded answer on screen, complete, and nothing else. */
export async function expectRecordedAnswer(
  { page, chat }: Pick<Act, 'page' | 'chat'>,
  recorded: Recorded,
): Promise<void> {
  await chat.finish(recorded.answers.length);
  await expect(page.getByRole('log')).toShowTranscript(recorded);
  await expect(chat.alert).toHaveCount(0);
  await expect(page.getByText('Stopped')).toHaveCount(0);
}

/** Plays each turn of the answer to its end, and expects it on screen. */
export async function playAnswer(act: Act, recorded: Recorded): Promise<void> {
  for (let turn = 0; turn < recorded.answers.length; turn++) await act.playhead.finish();
  await expectRecordedAnswer(act, recorded);
}
