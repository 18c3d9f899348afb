import { expect, test } from '../../support/demo-app/fixtures.ts';
import { play } from '../../support/failing-tests/run.ts';

const MISS = [
  'Cannot answer POST https://api.example.com/v1/chat/completions: no recorded interaction asks this.',
  '1 user "Divide 6 by 3"',
  'nearest of 2 recorded: handmade, interaction 1:',
  'message 1, text\n    asked     "Divide 6 by 3"\n    recorded  "Hi"',
];

/** What each test of `failures.fixture.ts` ends with: nothing said where it passes. */
const ENDS: [title: string, said: string[]][] = [
  ['leaves a stream in flight', []],
  [
    'leaves out the second question',
    [
      'Cannot end the test: 1 of 2 recorded interactions have not been asked for.',
      'handmade, interaction 2, asks:\n  1 user "Bye"',
      '1 handmade, interaction 1: 4 of 4 events sent, played',
      "or set unused: 'ignore'.",
    ],
  ],
  ['leaves out the second question, and may', []],
  [
    'never meets the fault',
    [
      'Cannot end the test: the fault {"type":"refused","attempt":2} has not struck, because the app has not asked for attempt 2 of interaction 1.',
    ],
  ],
  ['is skipped', []],
  ['waits for an answer that is not recorded', MISS],
  ['waits for a stream that is not recorded', MISS],
  ['does not notice that there is no answer', MISS],
  [
    'never asks',
    [
      'Cannot get the next stream: the app has not asked within 0.3 s.',
      'It has not asked at all.',
      'Other requests it made:\n  POST http://localhost/app/complete',
      'set the option endpoint to its path.',
    ],
  ],
  [
    'asks the same twice',
    [
      'every interaction that asks this has been played.',
      'how often it was asked\n    asked     once more',
    ],
  ],
  ['fails in mid-stream', ['- Hello world']],
  [
    'looks for what is not there',
    [
      'Cannot play until tool-call: the 4 events left do not hold it. They hold text, finish.',
      'Stream: handmade, interaction 1, 0 of 4 events sent, under way.',
    ],
  ],
  [
    'closes the page in mid-stream',
    [
      'Cannot step 1: its page is gone.',
      '1 of 4 events sent, its page is gone, the page was closed.',
    ],
  ],
  [
    'runs into an endless loop',
    [
      'Cannot step 1: the script of the page does not return. Look for an endless loop in the app.',
      'Stream: handmade, interaction 1, 0 of 4 events sent, under way.',
    ],
  ],
  [
    'asks from a worker, with the page carrier',
    [
      'it went to the network, past the handlers in the page: a worker asked it, or a frame that no script reaches.',
      "Use carrier: 'service-worker'.",
    ],
  ],
];

test('each way in which a test can end says what it must, and nothing runs into a time-out', async ({}, testInfo) => {
  testInfo.setTimeout(120_000);
  const { outcomes } = await play('failures.fixture.ts', testInfo.outputPath('run'));
  const titles = outcomes.map(({ title }) => title);
  expect(titles.toSorted()).toEqual(ENDS.map(([title]) => title).toSorted());

  for (const [title, wanted] of ENDS) {
    const { status, said, attached } = outcomes[titles.indexOf(title)]!;
    const well = title === 'is skipped' ? 'skipped' : 'passed';
    expect(status, `${title}\n${said}`).toBe(wanted.length > 0 ? 'failed' : well);
    expect(said).not.toMatch(/test timeout|timed out/i);
    for (const words of wanted) expect(said, title).toContain(words);
    if (wanted.length === 0) expect(attached).toEqual({});
    else expect(Object.keys(attached)).toEqual(expect.arrayContaining(['playhead: calls']));
  }

  const { said } = outcomes.find(
    ({ title }) => title === 'waits for a stream that is not recorded',
  )!;
  expect(said.match(/^.*Cannot answer .*$/gm), 'said once').toHaveLength(1);

  const { attached, steps } = outcomes.find(({ title }) => title === 'fails in mid-stream')!;
  expect(attached['playhead: transcript so far']).toBe('user\n  Hi\n\nassistant\n  Hello');
  const [head, first, mark, second] = attached['playhead: events']!.split('\n');
  expect(head).toBe('handmade, interaction 1: 1 of 4 events sent, under way');
  expect(first).toMatch(/^ {5}1 {2}data: .*"Hello"/);
  expect(mark).toBe('▶ ---- the playhead');
  expect(second).toMatch(/^· {4}2 {2}data: .*" world"/);
  expect(JSON.parse(attached['playhead: calls']!)).toMatchObject([
    { method: 'POST', match: { cassette: 'handmade', interaction: 1 }, body: { stream: true } },
  ]);
  expect(steps).toEqual(
    expect.arrayContaining([
      'wait for the app to ask',
      'play until text: event 1 of 4: text "Hello"',
      'step 0: no event of 4',
    ]),
  );
});
