import { getResponse } from 'msw';
import { cassetteHandlers } from 'playhead';
import { cassetteOf, completion, requestBody } from './completion.ts';
import { inTurn, upTo } from './in-turn.ts';
import type { Sample } from './sample.ts';

const URL = 'https://api.openai.com/v1/chat/completions';

/** How a way of a comparison is called that many interactions. */
export const wayOf = (interactions: number): string => `${interactions} interactions`;

/** Asks the same number of requests of ever more interactions, in Node: what matching costs. */
export async function measureMatching(
  sizes: readonly number[],
  { rounds, requests }: { rounds: number; requests: number },
): Promise<Sample[]> {
  const sets = sizes.map((size) => ({
    size,
    handlers: cassetteHandlers(cassetteOf(completion(4), upTo(size).map(promptOf)), {
      repeat: true,
    }),
  }));
  const samples = await inTurn(upTo(rounds + 1), (round) =>
    inTurn(sets, async ({ size, handlers }): Promise<Sample> => {
      const begun = performance.now();
      await inTurn(upTo(requests), async (at) => {
        const body = requestBody(promptOf(Math.floor((at * size) / requests)));
        const response = await getResponse(handlers, new Request(URL, { method: 'POST', body }));
        if (!response?.ok) throw new Error(`Not matched: ${await response?.text()}`);
        await response.text();
      });
      const us = ((performance.now() - begun) * 1000) / requests;
      return { way: wayOf(size), round: round - 1, numbers: { 'µs a request': us } };
    }),
  );
  return samples.flat().filter(({ round }) => round >= 0); // the first one warms up
}

function promptOf(at: number): string {
  return `Question ${at}`;
}
