import path from 'node:path';
import type { AssistantTurn, Cassette, Transcript } from 'playhead';
import { transcript } from 'playhead';
import { cassetteFile, cassetteNames, readCassette } from 'playhead/node';

/** A recording and what it says: the row of every table of specs. */
export interface Recorded {
  name: string;
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
  const { turns } = transcript(cassette);
  const answers = turns.filter((turn) => turn.role === 'assistant');
  return { name, cassette, turns, prompt: turns[0]!.text, answers };
});

/** How many events of a response carry this key with text: counted in its bytes, not by our reader. */
export function countDeltas({ cassette }: Recorded, interaction: number, key: string): number {
  const { body } = cassette.interactions[interaction]!.response;
  if (typeof body !== 'string') throw new Error('The recording is not text');
  return body.match(new RegExp(`"${key}":"[^"]`, 'g'))?.length ?? 0;
}
