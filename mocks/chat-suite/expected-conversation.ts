import { type Cassette, cassetteName, type Interaction } from '../cassette/cassette.ts';
import { framingOf } from '../cassette/events.ts';
import { findMissingText } from '../playwright/matchers/find-missing-text.ts';
import { visibleLines } from '../playwright/matchers/markdown-lines.ts';
import { type ProtocolChoice, protocolOf } from '../protocols/protocols.ts';
import {
  type AssistantTurn,
  readParts,
  type Transcript,
  transcript,
} from '../protocols/transcript.ts';
import { isToolTurn } from '../protocols/turn.ts';
import { PlayheadError } from '../util/error.ts';
import { parseJson } from '../util/json.ts';
import { bodyText } from '../wire/body.ts';
import { trimIncompleteMarkdown } from './trim-incomplete-markdown.ts';

/** One response of a conversation. */
export interface ExpectedResponse {
  turn: AssistantTurn;
  /** Counts the events up to the first visible text, if more text follows; else undefined. */
  eventsToFirstText: number | undefined;
}

/** A question, and the responses it takes: one, and one more for each round of tool calls. */
export interface ExpectedQuestion {
  text: string;
  responses: ExpectedResponse[];
}

/**
 * Computes from a cassette what a person asks, and what must be shown for it.
 * @throws PlayheadError `bad-cassette` where a UI cannot play it to an answer.
 */
export function expectedConversation(
  cassette: Cassette,
  protocol?: ProtocolChoice,
): ExpectedQuestion[] {
  for (const [index, interaction] of cassette.interactions.entries()) {
    const { request, response } = interaction;
    const reader = protocolOf(interaction, protocol);
    const conversation = reader?.readRequest(parseJson(bodyText(request.body)), request.url);
    const place = `interaction ${index + 1}`;
    if (response.code >= 400) throw cannotPlay(cassette, `${place} has status ${response.code}`);
    if (conversation && !(conversation.stream ?? framingOf(response)))
      throw cannotPlay(cassette, `${place} does not stream`);
  }
  const { turns } = transcript(cassette, { protocol });
  const questions: ExpectedQuestion[] = [];
  for (const turn of turns) {
    if (turn.role === 'user') questions.push({ text: turn.text, responses: [] });
    else if (turn.interactionIndex !== undefined) {
      const interaction = cassette.interactions[turn.interactionIndex]!;
      const eventsToFirstText = countEventsToFirstText(turn, interaction, protocol);
      questions.at(-1)?.responses.push({ turn, eventsToFirstText });
    }
  }
  const last = turns.at(-1);
  if (last?.role !== 'assistant') throw cannotPlay(cassette, 'it has no answer');
  if (isToolTurn(last)) throw cannotPlay(cassette, 'it ends in a tool call without a result');
  return questions;
}

/**
 * Returns the first interaction.
 * @throws PlayheadError `bad-cassette` where there is none.
 */
export function openingOf(cassette: Cassette): Interaction {
  const [first] = cassette.interactions;
  if (!first) throw cannotPlay(cassette, 'it has no interactions');
  return first;
}

function cannotPlay(cassette: Cassette, reason: string): PlayheadError {
  const hint = 'Choose a cassette that streams and ends with an answer';
  const message = `Cannot play cassette "${cassetteName(cassette)}" through a chat UI: ${reason}. ${hint}.`;
  return new PlayheadError('bad-cassette', message, { file: cassette.file });
}

function countEventsToFirstText(
  turn: AssistantTurn,
  interaction: Interaction,
  protocol?: ProtocolChoice,
): number | undefined {
  const answer: Transcript = { turns: [{ ...turn, toolCalls: [] }] };
  const events = readParts(protocolOf(interaction, protocol)!, interaction.response);
  let sent = '';
  for (const [index, parts] of events.entries()) {
    for (const part of parts) if (part.type === 'text') sent += part.text;
    if (visibleLines(trimIncompleteMarkdown(sent)).length === 0) continue;
    return findMissingText(answer, sent) === undefined ? undefined : index + 1;
  }
  return undefined;
}
