import type { Carrier } from 'playhead/playwright';
import { inTurn, upTo } from './in-turn.ts';
import { failureOf, runPlaywright } from './run-playwright.ts';
import { measureMatching, wayOf } from './matching.ts';
import { type Sample, samplesOf } from './sample.ts';
import type { Settings } from './settings.ts';
import type { Comparison } from './table.ts';
import { EVENTS, testsPerSecond, WAYS } from './whole-test.ts';

interface Place {
  site: string;
  aimock: string;
  /** Once each, to see that it works. */
  quick: boolean;
}

/** Everything that is measured, one after the other. */
export async function* comparisons({ quick, ...place }: Place): AsyncGenerator<Comparison> {
  const sizes = quick ? [10, 100] : [10, 1000, 10_000];
  yield {
    title: 'One request, by how many interactions the cassettes hold',
    baseline: wayOf(sizes[0]!),
    compared: 'µs a request',
    samples: await measureMatching(sizes, { rounds: quick ? 1 : 9, requests: quick ? 10 : 500 }),
  };
  const once: Settings = { ...place, carriers: [], rounds: 1, events: 20, way: '', tests: 3 };
  const carriers = await workingCarriers(once);
  const settings = { ...once, carriers };

  const streams = [
    { ...settings, events: 2000, rounds: 9 },
    { ...settings, events: 100_000, rounds: 3 },
  ];
  for (const stream of quick ? [settings] : streams) {
    yield {
      title: `Stream of ${stream.events} events, read in the page`,
      baseline: 'stub, pulled',
      compared: 'µs an event',
      target: 1.5,
      samples: await measure('streams', stream),
    };
  }
  yield {
    title: 'One step',
    baseline: 'page.evaluate',
    compared: 'ms',
    target: 2,
    samples: await measure('steps', { ...settings, ...(!quick && { rounds: 3, events: 200 }) }),
  };
  yield {
    title: 'First page ready',
    baseline: 'plain',
    compared: 'ms',
    samples: await measure('first-page', { ...settings, rounds: quick ? 2 : 16 }),
  };
  for (const workers of [1, 2]) {
    yield {
      title: `Whole tests of ${EVENTS} events, workers: ${workers}`,
      baseline: WAYS.fulfill,
      compared: 'ms a test',
      target: 1.3,
      samples: await wholeTests(quick ? settings : { ...settings, rounds: 3, tests: 16 }, workers),
    };
  }
}

async function measure(file: string, settings: Settings): Promise<Sample[]> {
  const results = await runPlaywright(file, settings);
  const failure = failureOf(results);
  if (failure) throw new Error(`Cannot measure ${file}: a test failed. ${failure}`);
  return samplesOf(results);
}

async function wholeTests(settings: Settings, workers: number): Promise<Sample[]> {
  const ways = Object.values(WAYS).filter(
    (way) => way !== WAYS.worker || settings.carriers.includes('service-worker'),
  );
  const rounds = await inTurn(upTo(settings.rounds), (round) =>
    inTurn(ways, async (way) => {
      const tests = settings.tests * workers;
      const results = await runPlaywright('whole-test', { ...settings, way, tests }, workers);
      const failure = failureOf(results);
      if (failure)
        throw new Error(`Cannot measure whole tests with ${way}: one failed. ${failure}`);
      const rate = testsPerSecond(results);
      return { way, round, numbers: { 'ms a test': 1000 / rate, 'tests a second': rate } };
    }),
  );
  return rounds.flat();
}

/** Leaves out, with a notice, the carriers that cannot play a short stream. */
async function workingCarriers(settings: Settings): Promise<Carrier[]> {
  const all: Carrier[] = ['page', 'service-worker'];
  const works = await inTurn(all, async (carrier) => {
    const failure = failureOf(await runPlaywright('streams', { ...settings, carriers: [carrier] }));
    if (failure)
      console.log(`NOT MEASURED: the carrier ${carrier} does not work here. ${failure}\n`);
    return !failure;
  });
  return all.filter((_, at) => works[at]);
}
