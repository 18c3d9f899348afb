import path from 'node:path';
import type { AssistantTurn, Cassette, Transcript } from 'playhead';
import { transcript } from 'playhead';
import { cassetteFile, cassetteNames, readCassette } from 'playhead/node';

/** A recording and what it says: the row of every table of specs. */
export interface Recorded {
  name: string;
  /** Who answered, as the demo app names it. */
  provider: string;
  cassette: Cassette;
  turns: Transcript['turns'];
  /** What the person typed. */
  prompt: string;
  answers: AssistantTurn[];
}

const FOLDER = path.resolve(import.meta.dirname, '../cassettes');

/** Every recording of the repository. */
export const recordings: Recorded[] = cassetteNames(FOLDER).map((name) => {
  const cassette = readCassette(cassetteFile(FOLDER, name));
  const told = transcript(cassette);
  const { turns } = told;
  const answers = answersOf(told);
  const provider = name.split('/')[0]!;
  return { name, provider, cassette, turns, prompt: turns[0]!.text, answers };
});

/** The assistant's turns of a transcript. */
export function answersOf({ turns }: Transcript): AssistantTurn[] {
  return turns.filter((turn) => turn.role === 'assistant');
}
