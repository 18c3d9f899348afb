import { expect, type Page, test as plain } from '@playwright/test';
import { serve } from 'playhead/server';
import type { Playhead } from 'playhead/playwright';
import { startBackEnd } from '../support/back-ends/start-back-end.ts';
import { answerOf, bodyOf, median, report, rounds } from '../support/bench/measure.ts';
import { startModelServer } from '../support/bench/model-server.ts';
import { counting, textAfter } from '../support/counting.ts';
import { ENDPOINT, QUESTION } from '../support/handmade.ts';
import { openRenderer, openRendererOf, shownText } from '../support/pages/renderers.ts';
import { test } from '../support/server/test.ts';

const EVENTS = 2000;
const SHORT = 40;
const STEPS = 40;
const WARM_UP = 10;

plain.describe.configure({ mode: 'default' });

for (const round of rounds(5)) {
  plain(`reads events over HTTP, round ${round}`, async () => {
    const answer = answerOf(EVENTS);
    const byHand = await startModelServer(bodyOf(answer));
    const playhead = await serve({ port: 0, cassettes: [answer], repeat: true });
    for (const [way, url] of [
      ['a bare writer', byHand.url],
      ['playhead serve', playhead.url],
    ] as const) {
      await readAll(url); // compiles
      const start = performance.now();
      expect(await readAll(url)).toBe(Buffer.byteLength(bodyOf(answer)));
      const time = ((performance.now() - start) * 1000) / EVENTS;
      const title = `${EVENTS} events over HTTP`;
      report({
        title,
        baseline: 'a bare writer',
        target: '1.5 times',
        unit: 'µs an event',
        way,
        time,
      });
    }
    byHand.server.close();
    await playhead.close();
  });

  test.describe(`round ${round}`, () => {
    test.use({ cassette: counting, pace: 'manual' });

    test('steps behind a back end', async ({ page, playhead, backEndOf }) => {
      await openRendererOf(page, (await backEndOf('pass-through')).url, 'direct', 'pass-through');
      await step(page, playhead, 'behind a back end');
    });

    test.describe(() => {
      test.use({ carrier: 'page' });

      test('steps in the page', async ({ page, playhead }) => {
        await openRenderer(page, 'direct');
        await step(page, playhead, 'in the page');
      });
    });
  });

  plain.describe(`a whole test, round ${round}`, () => {
    plain('by a server written by hand', async ({ page }) => {
      const { url, server } = await startModelServer(bodyOf(answerOf(SHORT)));
      const backEnd = await startBackEnd('pass-through', `${url}/v1`);
      await chat(page, backEnd.url, 'written by hand');
      await backEnd.close();
      server.close();
    });

    test.describe(() => {
      test.use({ cassette: answerOf(SHORT) });

      test('by playhead serve', async ({ page, modelServer }) => {
        const backEnd = await startBackEnd('pass-through', `${modelServer.url}/v1`);
        await chat(page, backEnd.url, 'playhead serve');
        await backEnd.close();
      });
    });
  });
}

async function readAll(url: string): Promise<number> {
  const { pathname } = new URL(ENDPOINT);
  const response = await fetch(url + pathname, { method: 'POST', body: QUESTION });
  let bytes = 0;
  for await (const chunk of response.body!) bytes += chunk.byteLength;
  return bytes;
}

async function step(page: Page, playhead: Playhead, way: string): Promise<void> {
  const stream = await playhead.nextStream();
  const times: number[] = [];
  for (let at = 0; at < STEPS; at++) {
    const start = performance.now();
    await stream.step();
    times.push(performance.now() - start);
  }
  expect(await shownText(page)).toBe(textAfter(STEPS));
  const time = median(times.slice(WARM_UP));
  const title = 'One step, behind a back end';
  report({ title, baseline: 'in the page', target: 'to be known', unit: 'ms', way, time });
}

/** Opens a page that asks its back end at once, and waits for the answer. */
async function chat(page: Page, url: string, way: string): Promise<void> {
  const start = performance.now();
  await openRendererOf(page, url, 'direct', 'pass-through');
  const all = Array.from({ length: SHORT }, (_, at) => `word${at} `).join('');
  await expect.poll(() => shownText(page), { intervals: [20] }).toBe(all);
  const time = performance.now() - start;
  const title = `A page behind a back end, ${SHORT} events`;
  report({ title, baseline: 'written by hand', target: '1.1 times', unit: 'ms', way, time });
}
