import { describe, expect, test } from 'vitest';
import type { Interaction } from '../cassette/cassette.ts';
import { eventsOf } from '../cassette/events.ts';
import { recorded } from '../test/samples.ts';
import { joinEvents } from '../wire/events.ts';
import { protocolOf } from './protocols.ts';
import { findTarget } from './target.ts';
import { type AssistantTurn, readParts, transcript } from './transcript.ts';

// Playing until a part stops right after the event that holds it: the first event after which the
// transcript of what has been sent shows the part.

/** Tests whether a turn shows a part of each type. */
const SHOWN = {
  reasoning: ({ reasoning }: AssistantTurn) => reasoning !== '',
  text: ({ text }: AssistantTurn) => text !== '',
  'tool-call': ({ toolCalls }: AssistantTurn) => toolCalls.length > 0,
  'tool-arguments': ({ toolCalls }: AssistantTurn) =>
    toolCalls.some(({ argumentsText }) => argumentsText !== ''),
  finish: ({ finish }: AssistantTurn) => finish !== undefined,
  usage: ({ usage }: AssistantTurn) => usage !== undefined,
};
const TYPES = Object.keys(SHOWN) as (keyof typeof SHOWN)[];

describe.each(recorded)('%s', (_name, { interactions }) => {
  const answers = interactions.filter(({ response }) => response.code < 400);

  test.each(answers.map((each, at) => [at + 1, each] as const))(
    'answer %i: finds the first event that holds each part',
    (_at, interaction) => {
      const protocol = protocolOf(interaction)!;
      const events = eventsOf(interaction.response);
      const parts = readParts(protocol, interaction.response, events);
      const found = TYPES.map((type) => [type, findTarget(parts, 0, type)]);

      const turns = [...events.keys()].map((at) =>
        answerOf({
          ...interaction,
          response: { ...interaction.response, body: joinEvents(events.slice(0, at + 1)) },
        }),
      );
      const shown = TYPES.map((type) => {
        const at = turns.findIndex(SHOWN[type]);
        return [type, at < 0 ? undefined : at + 1];
      });
      expect(found).toEqual(shown);
    },
  );
});

function answerOf(interaction: Interaction): AssistantTurn {
  return transcript({ version: 2, interactions: [interaction] }).turns.at(-1) as AssistantTurn;
}
