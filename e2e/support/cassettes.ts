import path from 'node:path';
import type { AssistantTurn, Cassette, Interaction, Transcript } from 'playhead';
import { transcript } from 'playhead';
import { cassetteFile, cassetteNames, readCassette } from 'playhead/node';

/** A recording with its transcript: the row of every table of specs. */
export interface Recorded {
  name: string;
  /** The provider as the demo app names it. */
  provider: string;
  cassette: Cassette;
  turns: Transcript['turns'];
  /** The first message of the user. */
  prompt: string;
  /** All messages of the user. */
  prompts: string[];
  answers: AssistantTurn[];
}

const FOLDER = path.resolve(import.meta.dirname, '../../cassettes');

/** Lists every cassette of the repository, the hand-made ones too. */
export const cassettes: Recorded[] = cassetteNames(FOLDER).map((name) => {
  const cassette = readCassette(cassetteFile(FOLDER, name));
  const { turns } = transcript(cassette);
  const prompts = turns.filter(({ role }) => role === 'user').map(({ text }) => text);
  const provider = name.split('/').at(-2)!;
  return {
    name,
    provider,
    cassette,
    turns,
    prompt: prompts[0]!,
    prompts,
    answers: answersOf({ turns }),
  };
});

/** Lists the recordings of real providers. */
export const recordings = cassettes.filter(({ name }) => !name.startsWith('handmade/'));

/** Finds a cassette of the repository by its name. */
export function cassetteNamed(name: string): Recorded {
  const found = cassettes.find((each) => each.name === name);
  if (!found) throw new Error(`Cannot find the cassette "${name}" in ${FOLDER}.`);
  return found;
}

/** Returns the first cassette of each provider: each has a client library of its own. */
export function oneOfEachProvider(all: readonly Recorded[]): Recorded[] {
  return [...new Map(all.toReversed().map((each) => [each.provider, each])).values()];
}

/** Returns the assistant's turns of a transcript. */
export function answersOf({ turns }: Transcript): AssistantTurn[] {
  return turns.filter((turn) => turn.role === 'assistant');
}

/** Matches addresses that stream unless the body says otherwise. */
const STREAMING = /:stream|-stream$|\/api\/chat$/;

/** Tells whether the recorded request asks for a stream. */
export function asksForStream({ request: { url, body } }: Interaction): boolean {
  const { stream } = JSON.parse(body as string) as { stream?: boolean };
  return stream ?? STREAMING.test(new URL(url).pathname);
}
