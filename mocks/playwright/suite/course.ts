import { type Cassette, cassetteName } from '../../cassette/cassette.ts';
import { bodyText } from '../../body.ts';
import { PlayheadError } from '../../error.ts';
import { parseJson } from '../../protocols/json.ts';
import { protocolOf, type ProtocolName } from '../../protocols/protocols.ts';
import { type AssistantTurn, readParts, transcript } from '../../protocols/transcript.ts';
import { isToolTurn } from '../../protocols/turn.ts';

/** One response of a conversation. */
export interface Response {
  turn: AssistantTurn;
  /** How many of its events say words. */
  textEvents: number;
}

/** A question, and the responses it takes: one, and one more for each round of tool calls. */
export interface Question {
  text: string;
  responses: Response[];
}

/**
 * What a person asks in the course of a cassette, and what comes of it: computed from the requests
 * and responses, so that nothing is typed by hand.
 * @throws PlayheadError `bad-cassette` where a UI cannot be led through it to an answer.
 */
export function courseOf(cassette: Cassette, protocol?: ProtocolName): Question[] {
  const refuse = (reason: string) => {
    const mend = 'Choose a cassette that streams and ends with an answer';
    const message = `Cannot lead a chat UI through ${cassetteName(cassette)}: ${reason}. ${mend}.`;
    throw new PlayheadError('bad-cassette', message, { file: cassette.file });
  };
  for (const [position, { request, response }] of cassette.interactions.entries()) {
    const speaks = protocolOf({ request, response }, protocol);
    const asked = speaks?.readRequest(parseJson(bodyText(request.body)), request.url);
    if (response.code >= 400) refuse(`interaction ${position} is a refusal, ${response.code}`);
    if (asked && !asked.stream) refuse(`interaction ${position} asks for no stream`);
  }
  const { turns } = transcript(cassette, { protocol });
  const course: Question[] = [];
  for (const turn of turns) {
    if (turn.role === 'user') course.push({ text: turn.text, responses: [] });
    else if (turn.interaction !== undefined) {
      const textEvents = textEventsOf(cassette, turn.interaction, protocol);
      course.at(-1)?.responses.push({ turn, textEvents });
    }
  }
  const last = turns.at(-1);
  if (last?.role !== 'assistant') refuse('it holds no answer');
  else if (isToolTurn(last)) refuse('it ends in a tool call, whose result nobody has recorded');
  return course;
}

function textEventsOf(cassette: Cassette, at: number, protocol?: ProtocolName): number {
  const interaction = cassette.interactions[at]!;
  const parts = readParts(protocolOf(interaction, protocol)!, interaction.response);
  return parts.filter((said) => said.some(({ type }) => type === 'text')).length;
}
