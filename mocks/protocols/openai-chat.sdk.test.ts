import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { Interaction } from '../cassette/cassette.ts';
import { recorded } from '../test/samples.ts';
import {
  chunksOfOpenAi,
  readWithAiSdk,
  readWithOpenAi,
  type SdkAnswer,
} from '../test/sdk-readers.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { openaiChat } from './openai-chat.ts';
import { protocolOf } from './protocols.ts';
import { readParts } from './transcript.ts';
import { foldParts } from './turn.ts';

/** A difference of an SDK for the first interaction of a cassette, and the reason not to follow it. */
interface Difference {
  why: string;
  /** The message of its error. */
  throws?: RegExp;
  /** The fields that it reads otherwise. */
  reads?: Partial<SdkAnswer>;
}

const FAILED: Record<string, Difference> = {
  'cut-in-an-event': { why: 'the answer has no end', throws: /finish.reason/ },
  'error-in-the-stream': {
    why: 'it throws the error that we read as a part',
    throws: /^Upstream provider is over/,
  },
  'refused-with-429': { why: 'it throws; the app asks again', throws: /Rate limit reached/ },
};
const NO_USAGE: Record<string, Difference> = {
  'usage-under-x-groq': { why: 'the key is Groq’s own', reads: { usage: undefined } },
};
const NO_DETAILS: Difference = {
  why: 'it reads reasoning_content and reasoning, no details',
  reads: { reasoning: '' },
};

const OPENAI: Record<string, Difference> = {
  ...FAILED,
  ...NO_USAGE,
  'index-starts-at-1': { why: 'it takes the index for the position', throws: /reading 'type'/ },
  'index-1-then-2': { why: 'it takes the index for the position', throws: /reading 'type'/ },
};

const AI_SDK: Record<string, Difference> = {
  ...FAILED,
  ...NO_USAGE,
  'call-without-arguments': {
    why: 'it hands on the text where the arguments do not fit the tool',
    reads: { calls: [['weather', '']] },
  },
  'reasoning-details-alone': NO_DETAILS,
  'reasoning-summary': NO_DETAILS,
  refusal: { why: 'it does not read the key', reads: { text: '' } },
  'several-choices': {
    why: 'it reads the first choice of a chunk, whatever its index',
    reads: { text: 'GoodHello day! there!' },
  },
};

type Row = [name: string, position: number, interaction: Interaction];

const answers = recorded.flatMap(([name, { interactions }]) =>
  interactions.flatMap((interaction, position): Row[] =>
    protocolOf(interaction)?.name === 'openai-chat' ? [[name, position, interaction]] : [],
  ),
);

test.each(answers)('%s, interaction %i: reads the same as the official SDK', async (...row) => {
  const { reasoning: _, ...ours } = answerOf(row[2]);
  expect(await outcome(readWithOpenAi(row[2]))).toEqual(expected(ours, differenceOf(OPENAI, row)));
});

test.each(answers)('%s, interaction %i: reads the same as the AI SDK', async (...row) => {
  const ours = answerOf(row[2]);
  expect(await outcome(readWithAiSdk(row[2]))).toEqual(expected(ours, differenceOf(AI_SDK, row)));
});

test.each(answers.filter(([, , { response }]) => framingOf(response)))(
  '%s, interaction %i: splits the same chunks as the official SDK',
  async (...row) => {
    const [name, , interaction] = row;
    if (name.endsWith('/error-in-the-stream')) {
      await expect(chunksOfOpenAi(interaction)).rejects.toThrow('Upstream provider is overloaded');
      return;
    }
    const datas = eventsOf(interaction.response)
      .filter(({ data, incomplete }) => data !== undefined && data !== '[DONE]' && !incomplete)
      .map(({ data }): unknown => JSON.parse(data!));
    expect(await chunksOfOpenAi(interaction)).toEqual(datas);
  },
);

test('lists only differences that exist', () => {
  const differences = [...Object.entries(OPENAI), ...Object.entries(AI_SDK)];
  const idle = differences.filter(([trait, { reads }]) => {
    const row = answers.find(([name]) => name === `handmade/openai-chat/${trait}`);
    const ours = row && answerOf(row[2]);
    return !ours || (reads && isDeepStrictEqual({ ...ours, ...reads }, ours));
  });
  expect(idle).toEqual([]);
});

/** Reads a response with our reader, in the shape of the SDK readers. */
function answerOf({ response }: Interaction): SdkAnswer {
  const turn = foldParts(readParts(openaiChat, response).flat());
  return {
    text: turn.text,
    reasoning: turn.reasoning,
    calls: turn.toolCalls.map((call) => [call.name, call.arguments]),
    finish: turn.finish,
    usage: turn.usage,
  };
}

function differenceOf(table: Record<string, Difference>, [name, position]: Row) {
  const [, trait] = /^handmade\/openai-chat\/(.+)$/.exec(name) ?? [];
  return position === 0 && trait !== undefined ? table[trait] : undefined;
}

/** Returns the answer of an SDK, or the message of its error. */
async function outcome(reading: Promise<SdkAnswer>): Promise<SdkAnswer | { fails: unknown }> {
  return reading.catch((error: { message: unknown }) => ({ fails: error.message }));
}

/** Applies a difference, which must show: remove it once the SDK no longer has it. */
function expected(ours: SdkAnswer, difference: Difference | undefined): unknown {
  if (difference?.throws) return { fails: expect.stringMatching(difference.throws) };
  return { ...ours, ...difference?.reads };
}
