import type { Recorded } from '../cassettes.ts';
import { expect } from './fixtures.ts';
import type { Act } from './page-state.ts';

/** The answer is whole: what was recorded is there, and nothing else. */
export async function expectAnswered(
  { page, chat }: Pick<Act, 'page' | 'chat'>,
  recorded: Recorded,
): Promise<void> {
  await chat.finish(recorded.answers.length);
  await expect(page.getByRole('log')).toShowTranscript(recorded);
  await expect(chat.alert).toHaveCount(0);
  await expect(page.getByText('Stopped')).toHaveCount(0);
}

/** Lets each turn of the answer go to its end, and looks. */
export async function playAnswer(act: Act, recorded: Recorded): Promise<void> {
  for (let turn = 0; turn < recorded.answers.length; turn++) await act.playhead.finish();
  await expectAnswered(act, recorded);
}
