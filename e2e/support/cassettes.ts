import path from 'node:path';
import type { AssistantTurn, Cassette, Interaction, Transcript } from 'playhead';
import { transcript } from 'playhead';
import { cassetteFile, cassetteNames, readCassette } from 'playhead/node';

/** A recording and what it says: the row of every table of specs. */
export interface Recorded {
  name: string;
  /** Who answered, as the demo app names it. */
  provider: string;
  cassette: Cassette;
  turns: Transcript['turns'];
  /** What the person typed first. */
  prompt: string;
  /** All that the person typed. */
  prompts: string[];
  answers: AssistantTurn[];
}

const FOLDER = path.resolve(import.meta.dirname, '../../cassettes');

/** Every cassette of the repository, the hand-made ones too. */
export const cassettes: Recorded[] = cassetteNames(FOLDER).map((name) => {
  const cassette = readCassette(cassetteFile(FOLDER, name));
  const told = transcript(cassette);
  const { turns } = told;
  const prompts = turns.filter(({ role }) => role === 'user').map(({ text }) => text);
  const provider = name.split('/').at(-2)!;
  return {
    name,
    provider,
    cassette,
    turns,
    prompt: prompts[0]!,
    prompts,
    answers: answersOf(told),
  };
});

/** The recordings of real providers. */
export const recordings = cassettes.filter(({ name }) => !name.startsWith('handmade/'));

/** The assistant's turns of a transcript. */
export function answersOf({ turns }: Transcript): AssistantTurn[] {
  return turns.filter((turn) => turn.role === 'assistant');
}

/** Where a stream is asked for by the address, or is what one gets without asking. */
const STREAMING = /:stream|-stream$|\/api\/chat$/;

/** Does the recorded request ask for a stream? */
export function asksForStream({ request: { url, body } }: Interaction): boolean {
  const { stream } = JSON.parse(body as string) as { stream?: boolean };
  return stream ?? STREAMING.test(new URL(url).pathname);
}
