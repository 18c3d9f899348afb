import { createServer } from 'node:http';
import express from 'express';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { type Outcome, play } from '../support/failing-tests/run.ts';
import { listen } from '../support/listen.ts';

interface Failure {
  /** Key words of the message. */
  says: string[];
  /** The source that the error points at. Default: not looked at. */
  source?: string;
  /** The step that is red in the report. */
  step?: string;
}

const MISS = [
  'Cannot answer POST',
  '1 user "Divide 6 by 3"',
  'handmade, interaction 1:',
  'recorded  "Hi"',
];

/** How the tests of `failures.fixture.ts` fail. */
const FAILURES: Record<string, Failure> = {
  'leaves out the second question': {
    says: [
      '1 of 2',
      'interaction 2',
      '1 user "Bye"',
      '4 of 4 events sent, played',
      "unused: 'ignore'",
    ],
  },
  'never makes the attempt of a fault': {
    says: ['{"type":"refused","attempt":2}', 'attempt 2 of'],
  },
  'waits for an element after a miss': { says: MISS },
  'waits for a stream after a miss': { says: MISS, source: 'await playhead.nextStream(' },
  'waits for nothing of the page after a miss': { says: MISS },
  'catches the error of a miss': { says: MISS },
  'sends no request': {
    says: [
      'next stream',
      'within 0.3 s',
      'POST http://localhost/app/complete, which speaks ai-sdk-ui',
      'option endpoint',
    ],
    source: 'await playhead.nextStream(',
    step: 'wait for the next request',
  },
  'sends the same request twice': {
    says: ['has already been played', 'one more'],
  },
  'fails in mid-stream': { says: ['- Hello world'] },
  'plays until a part that is not there': {
    says: ['until tool-call', 'It contains text, finish', '0 of 4 events sent, under way'],
    source: "await playhead.until('tool-call');",
    step: 'play until tool-call',
  },
  'steps too far': {
    says: ['step 4', '3 events are left', 'finish()'],
    source: 'await stream.step(4);',
    step: 'step 4',
  },
  'steps after a fault': {
    says: ['step 1', 'fault'],
    source: 'await stream.step();',
    step: 'step 1',
  },
  'steps after the page was closed': {
    says: ['step 1', '1 of 4 events sent', 'the page was closed'],
    source: 'await stream.step();',
    step: 'step 1',
  },
  'steps into an endless loop': {
    says: ['step 1', 'endless loop', '0 of 4 events sent, under way'],
    source: 'await stream.step();',
    step: 'step 1: event 1 of 4: text "Hello"',
  },
  'waits for an abort of a stream that was played': {
    says: ['wait for an abort', 'played'],
    source: 'await playhead.waitForAbort();',
    step: 'wait for an abort',
  },
  'sends a request from a worker with the page carrier': {
    says: ['past the handlers in the page', "Use carrier: 'service-worker'"],
  },
};

/** Key words of what the tests of `invalid-use.fixture.ts` fail with. */
const REFUSALS: Record<string, string[]> = {
  'forbids workers by its policy': [
    'localhost/app/strict',
    'content security policy',
    'worker-src',
  ],
  'opens an insecure origin': ['http://chat.example/', 'https or localhost', "carrier: 'page'"],
  'sends a request from a sandboxed frame': ['localhost/app/frame', "carrier: 'page'"],
  'sends a request from a worker too early': ['past the service worker', 'start it later'],
  'blocks service workers': ["serviceWorkers is 'block'", "carrier: 'page'"],
  'has a base URL that forbids workers': ['content security policy', 'worker-src'],
  'places a fault past the last event': ['{"type":"cut","at":4}', 'interaction 1', '3 events'],
  'names an unknown cassette': ['Did you mean "groq/tool_streaming"?'],
  'names an unknown carrier': ['"serviceworker"', 'Did you mean "service-worker"?'],
  'names an unknown pace': ['"manuel"', 'Did you mean "manual"?'],
};

const PASSES = ['leaves a stream in flight', 'leaves out the second question with unused: ignore'];

test.describe('a test that', () => {
  // One worker runs the file: its tests read the outcomes of one inner run.
  test.describe.configure({ mode: 'default' });

  let outcomes: Outcome[] = [];
  test.beforeAll(async ({}, testInfo) => {
    testInfo.setTimeout(300_000);
    const strict = express().get('/', (_request, response) => {
      response.set('content-security-policy', "worker-src 'none'").send('<!doctype html>');
    });
    const server = createServer(strict);
    const variables = { STRICT_APP: `${await listen(server)}/` };
    const files = '{failures,invalid-use}.fixture.ts';
    ({ outcomes } = await play(files, testInfo.outputPath('run'), variables));
    server.close();
  });
  const outcomeOf = (title: string) => outcomes.find((each) => each.title === title)!;

  for (const [title, { says, source, step }] of Object.entries(FAILURES)) {
    test(`${title} fails and says why`, () => {
      const { status, message, attached, ...at } = outcomeOf(title);
      expect(status, message).toBe('failed');
      expect(message).not.toMatch(/test timeout|timed out/i);
      for (const words of says) expect(message).toContain(words);
      expect(Object.keys(attached)).toContain('playhead: requests');
      expect((message.match(/^PlayheadError: /gm) ?? []).length, 'explained once').toBeLessThan(2);
      if (source) expect(at.source).toContain(source);
      if (step) expect(at.failedSteps).toEqual([step]);
    });
  }

  for (const [title, says] of Object.entries(REFUSALS)) {
    test(`${title} fails with a hint`, () => {
      const { status, message, printed } = outcomeOf(title);
      expect(status, message).toBe('failed');
      expect(message).not.toMatch(/test timeout|timed out/i);
      for (const words of says) expect(message).toContain(words);
      expect(printed, 'the test itself has not begun').toBe('');
    });
  }

  for (const title of PASSES) {
    test(`${title} passes without attachments`, () => {
      const { status, message, attached } = outcomeOf(title);
      expect(status, message).toBe('passed');
      expect(attached).toEqual({});
    });
  }

  test('is skipped stays skipped', () => {
    expect(outcomeOf('is skipped').status).toBe('skipped');
  });

  test('is in one of the fixtures has its expectation here', () => {
    const titles = outcomes.map(({ title }) => title).toSorted();
    const expected = [...Object.keys({ ...FAILURES, ...REFUSALS }), ...PASSES, 'is skipped'];
    expect(titles).toEqual(expected.toSorted());
  });

  for (const title of [
    'waits for an element after a miss',
    'waits for a stream after a miss',
    'sends a request from a worker with the page carrier',
  ]) {
    test(`${title} attaches a screenshot of the page`, () => {
      expect(outcomeOf(title).attached['playhead: page']).toMatch(/^.PNG/);
    });
  }

  test('fails in mid-stream attaches first where the stream stood', () => {
    const { attached } = outcomeOf('fails in mid-stream');
    expect(Object.keys(attached)[0]).toBe('playhead: where the streams stood');
    expect(attached['playhead: where the streams stood']!.split('\n')).toEqual([
      'handmade, interaction 1, 1 of 4 events sent, under way',
      '  last: event 1, text "Hello"',
      '  next: event 2, text " world"',
    ]);
  });

  test('fails in mid-stream adds where the stream stood to the error context', () => {
    const { attached } = outcomeOf('fails in mid-stream');
    expect(attached['error-context']).toContain('next: event 2, text " world"');
    expect(attached['error-context']).toContain('# Test source');
  });

  test('fails in mid-stream attaches the transcript so far', () => {
    const { attached } = outcomeOf('fails in mid-stream');
    expect(attached['playhead: transcript so far']).toBe('user\n  Hi\n\nassistant\n  Hello');
  });

  test('fails in mid-stream attaches the events with the position', () => {
    const { attached } = outcomeOf('fails in mid-stream');
    const [head, first, mark, second] = attached['playhead: events']!.split('\n');
    expect(head).toContain('1 of 4 events sent, under way');
    expect(first).toMatch(/^ {5}1 {2}data: .*"Hello"/);
    expect(mark).toBe('▶ ---- the playhead');
    expect(second).toMatch(/^· {4}2 {2}data: .*" world"/);
  });

  test('fails in mid-stream attaches the requests', () => {
    const { attached } = outcomeOf('fails in mid-stream');
    const match = { cassette: 'handmade', interaction: 1 };
    expect(JSON.parse(attached['playhead: requests']!)).toMatchObject([
      { method: 'POST', match, body: { stream: true } },
    ]);
  });

  test('fails in mid-stream shows what each step has sent', () => {
    const { steps, innerSteps } = outcomeOf('fails in mid-stream');
    expect(innerSteps).toEqual([expect.stringMatching(/^data: .*"Hello"/)]);
    expect(steps).toEqual(
      expect.arrayContaining([
        'wait for the next request',
        'play until text: event 1 of 4: text "Hello"',
        'step 0: no event of 4',
      ]),
    );
  });
});
