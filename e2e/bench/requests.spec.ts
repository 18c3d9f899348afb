import { test } from '@playwright/test';
import { chatCassette } from 'playhead';
import { createReplay } from '../../mocks/replay/replay.ts';
import { median, report, rounds } from '../support/bench/measure.ts';
import { ENDPOINT, question } from '../support/handmade.ts';

const COUNTS = [1, 100, 10_000];
const REQUESTS = 200;

test.describe.configure({ mode: 'default' });

for (const round of rounds(3)) {
  for (const count of COUNTS) {
    test(`matches a request among ${count}, round ${round}`, () => {
      const turns = Array.from({ length: count }, (_, at) => [`Question ${at}`, 'Yes'] as const);
      const cassettes = turns.map((turn) => chatCassette([turn], { url: ENDPOINT }));
      const replay = createReplay(cassettes, { repeat: true });
      const times = Array.from({ length: REQUESTS }, (_, at) => {
        const body = question(`Question ${(at * 7919) % count}`);
        const start = performance.now();
        const reply = replay.respond({ method: 'POST', url: ENDPOINT, body });
        if (!('recording' in reply)) throw new Error('not found');
        reply.match(); // for the report
        return performance.now() - start;
      });
      report({
        title: 'A matched request',
        baseline: '1 recording',
        target: '0.3 ms',
        unit: 'ms',
        way: count === 1 ? '1 recording' : `${count} recordings`,
        time: median(times),
      });
    });
  }
}
