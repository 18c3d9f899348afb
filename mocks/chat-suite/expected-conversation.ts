import { type Cassette, cassetteName, type Interaction } from '../cassette/cassette.ts';
import { bodyText } from '../wire/body.ts';
import { PlayheadError } from '../util/error.ts';
import { parseJson } from '../util/json.ts';
import { protocolOf, type ProtocolName } from '../protocols/protocols.ts';
import {
  type AssistantTurn,
  readParts,
  type Transcript,
  transcript,
} from '../protocols/transcript.ts';
import { isToolTurn } from '../protocols/turn.ts';
import { visibleLines } from '../playwright/matchers/markdown-lines.ts';
import { findMissingText } from '../playwright/matchers/find-missing-text.ts';
import { trimIncompleteMarkdown } from './trim-incomplete-markdown.ts';

/** One response of a conversation. */
export interface ExpectedResponse {
  turn: AssistantTurn;
  /** So many events show words, and more words follow; undefined where no words follow words. */
  firstWords: number | undefined;
}

/** A question, and the responses it takes: one, and one more for each round of tool calls. */
export interface ExpectedQuestion {
  text: string;
  responses: ExpectedResponse[];
}

/**
 * What a person asks in the course of a cassette, and what comes of it: computed from the requests
 * and responses, so that nothing is typed by hand.
 * @throws PlayheadError `bad-cassette` where a UI cannot be led through it to an answer.
 */
export function expectedConversation(
  cassette: Cassette,
  protocol?: ProtocolName,
): ExpectedQuestion[] {
  const refuse = (reason: string) => {
    throw cannotLead(cassette, reason);
  };
  for (const [position, { request, response }] of cassette.interactions.entries()) {
    const speaks = protocolOf({ request, response }, protocol);
    const asked = speaks?.readRequest(parseJson(bodyText(request.body)), request.url);
    if (response.code >= 400) refuse(`interaction ${position + 1} is a refusal, ${response.code}`);
    if (asked && !asked.stream) refuse(`interaction ${position + 1} asks for no stream`);
  }
  const { turns } = transcript(cassette, { protocol });
  const course: ExpectedQuestion[] = [];
  for (const turn of turns) {
    if (turn.role === 'user') course.push({ text: turn.text, responses: [] });
    else if (turn.interactionIndex !== undefined) {
      const firstWords = firstWordsOf(
        turn,
        cassette.interactions[turn.interactionIndex]!,
        protocol,
      );
      course.at(-1)?.responses.push({ turn, firstWords });
    }
  }
  const last = turns.at(-1);
  if (last?.role !== 'assistant') refuse('it holds no answer');
  else if (isToolTurn(last)) refuse('it ends in a tool call, whose result nobody has recorded');
  return course;
}

/**
 * The interaction that a conversation begins with.
 * @throws PlayheadError `bad-cassette` where there is none.
 */
export function openingOf(cassette: Cassette): Interaction {
  const [first] = cassette.interactions;
  if (!first) throw cannotLead(cassette, 'it is empty');
  return first;
}

function cannotLead(cassette: Cassette, reason: string): PlayheadError {
  const mend = 'Choose a cassette that streams and ends with an answer';
  const message = `Cannot lead a chat UI through ${cassetteName(cassette)}: ${reason}. ${mend}.`;
  return new PlayheadError('bad-cassette', message, { file: cassette.file });
}

function firstWordsOf(
  turn: AssistantTurn,
  interaction: Interaction,
  protocol?: ProtocolName,
): number | undefined {
  const answer: Transcript = { turns: [{ ...turn, toolCalls: [] }] };
  const events = readParts(protocolOf(interaction, protocol)!, interaction.response);
  let said = '';
  for (const [at, parts] of events.entries()) {
    for (const part of parts) if (part.type === 'text') said += part.text;
    if (visibleLines(trimIncompleteMarkdown(said)).length === 0) continue;
    return findMissingText(answer, said) === undefined ? undefined : at + 1;
  }
  return undefined;
}
