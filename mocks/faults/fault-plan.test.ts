import { describe, expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import { recordingsOf } from '../matching/recording.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import type { PlacedFault } from './fault.ts';
import { createFaultPlan } from './fault-plan.ts';

const body = (text: string) =>
  streamOf(chunk({ content: text }), chunk({ content: '!' }), chunk({}, {}, 'stop'), '[DONE]');
const tape = cassette(
  interaction([user('Hi')], body('Hello')),
  interaction([user('Bye')], body('Goodbye')),
);
const other = { ...cassette(interaction([user('Ho')], body('Ahoi'))), file: 'tapes/other.yaml' };
const recordings = recordingsOf([tape]);
const both = recordingsOf([tape, other]);

/** How many events each answer has, in the order asked; `!` where it is spoilt. */
function answers(faults: PlacedFault[], asked: number[], list = recordings): string[] {
  const strikes = createFaultPlan(faults, list);
  return asked.map((at) => {
    const { delivery, altered: spoilt } = strikes.nextDelivery(list[at]!);
    const head = delivery.head ? delivery.head.code : 'refused';
    return `${head} ${delivery.events.length} ${delivery.end}${spoilt ? '!' : ''}`;
  });
}

const PLAIN = '200 4 close';

test('a fault strikes the first answer of the first interaction, and the retry gets the recording', () => {
  expect(answers([{ type: 'disconnect', after: 1 }], [0, 0, 1])).toEqual([
    '200 1 disconnect!',
    PLAIN,
    PLAIN,
  ]);
});

test('a fault strikes the interaction and the attempt that it names', () => {
  const faults: PlacedFault[] = [
    { type: 'status', status: 429, interaction: 2 },
    { type: 'status', status: 500, interaction: 2, attempt: 2 },
    { type: 'refused', interaction: 2, attempt: 4 },
  ];
  expect(answers(faults, [0, 1, 1, 1, 1, 1])).toEqual([
    PLAIN,
    '429 1 close!',
    '500 1 close!',
    PLAIN,
    'refused 0 close!',
    PLAIN,
  ]);
});

test('faults of one answer compose in their order, after what replaces it', () => {
  const faults: PlacedFault[] = [
    { type: 'slow', ms: 50 },
    { type: 'duplicate', at: 1 },
    { type: 'disconnect', after: 2 },
  ];
  expect(answers(faults, [0])).toEqual(['200 2 disconnect!']);
  expect(
    answers(
      [
        { type: 'stall', after: 0 },
        { type: 'status', status: 500 },
      ],
      [0],
    ),
  ).toEqual(['500 0 stall!']);
  expect(answers([{ type: 'crlf' }, { type: 'comments' }, { type: 'slow', ms: 1 }], [0])).toEqual([
    PLAIN,
  ]);
});

test('pauses at one place add up', () => {
  const faults: PlacedFault[] = [
    { type: 'slow', ms: 50 },
    { type: 'slow', ms: 30 },
  ];
  const { delivery } = createFaultPlan(faults, recordings).nextDelivery(recordings[0]!);
  expect(delivery.events[0]!.afterMs).toBe(80);
});

test.each<[PlacedFault, number]>([
  [{ type: 'end', after: 'text' }, 1],
  [{ type: 'end', after: 'finish' }, 3],
  [{ type: 'end', after: { text: 'Hello!' } }, 2],
  [{ type: 'end', after: { type: 'text', text: '!' } }, 2],
  [{ type: 'cut', at: 'finish' }, 3],
])('%j finds its place', (fault, events) => {
  expect(answers([fault], [0])).toEqual([`200 ${events} close!`]);
});

test('a field that is undefined is not there', () => {
  const undefinedAfter = { type: 'cut', at: 2, after: undefined } as PlacedFault;
  const undefinedAt = { type: 'end', after: 2, at: undefined } as PlacedFault;
  expect(answers([undefinedAfter], [0])).toEqual(['200 2 close!']);
  expect(answers([undefinedAt], [0])).toEqual(['200 2 close!']);
});

test('of a flood the app may not get the recorded answer', () => {
  expect(answers([{ type: 'flood', at: 1, times: 2 }], [0])).toEqual(['200 5 close!']);
});

test('an event is struck by the number that it has in the report', () => {
  const { delivery } = createFaultPlan([{ type: 'cut', at: 2 }], recordings).nextDelivery(
    recordings[0]!,
  );
  expect(bodyText(delivery.events[0]!.raw)).toContain('Hello');
  expect(delivery.events).toHaveLength(2);
});

test('knows the faults that no answer has met', () => {
  const faults: PlacedFault[] = [{ type: 'refused' }, { type: 'html', attempt: 2 }];
  const strikes = createFaultPlan(faults, recordings);
  expect(strikes.unused).toEqual(faults);
  strikes.nextDelivery(recordings[0]!);
  expect(strikes.unused).toEqual(faults.slice(1));
  strikes.nextDelivery(recordings[0]!);
  expect(strikes.unused).toEqual([]);
});

test.each(['tapes/other.yaml', 'tapes/other', 'other'])('a cassette is named %s', (name) => {
  const fault: PlacedFault = { type: 'status', status: 500, cassette: name };
  expect(answers([fault], [0, 2], both)).toEqual([PLAIN, '500 1 close!']);
});

test('a whole name goes before the end of another one', () => {
  const named = (file: string) => ({ ...other, file });
  const list = recordingsOf([named('tapes/a.yaml'), named('a.yaml')]);
  const fault: PlacedFault = { type: 'status', status: 500, cassette: 'a' };
  expect(answers([fault], [0, 1], list)).toEqual([PLAIN, '500 1 close!']);
});

describe('a fault that cannot strike is an error when the handlers are built', () => {
  test.each<[PlacedFault[], string]>([
    [
      [{ type: 'cut', at: 5 }],
      'Cannot use the fault {"type":"cut","at":5} on sample.yaml, interaction 1: there are 4 events. Choose one that is there.',
    ],
    [[{ type: 'end', after: 'reasoning' }], 'there are 4 events and none of them holds reasoning'],
    [[{ type: 'bad-json', at: 4 }], 'the event holds no JSON object'],
    [
      [{ type: 'cut', at: { text: 'Bye' } }],
      'there are 4 events and none of them holds the text "Bye"',
    ],
    [
      [{ type: 'refused', interaction: 3 }],
      'interaction 3 does not exist. The cassette has 2, counted from 1.',
    ],
    [[{ type: 'refused', cassette: 'none' }], 'there is no such cassette. Choose one of: sample'],
    [
      [{ type: 'refused' }, { type: 'html' }],
      'the same answer is {"type":"refused"} already. Give one of them another attempt.',
    ],
    [[{ type: 'refused' }, { type: 'crlf' }], 'the connection is refused'],
  ])('%j', (faults, message) => {
    expect(() => createFaultPlan(faults, recordings)).toThrow(message);
  });

  test('of one that names no cassette where there are several', () => {
    expect(() => createFaultPlan([{ type: 'refused' }], both)).toThrow(
      "there are several cassettes. Say which: cassette: 'sample.yaml' or 'tapes/other.yaml'.",
    );
  });

  test('of one whose cassette may be either of two', () => {
    const named = (file: string) => ({ ...other, file });
    const list = recordingsOf([named('x/a.yaml'), named('y/a.yaml')]);
    expect(() => createFaultPlan([{ type: 'refused', cassette: 'a' }], list)).toThrow(
      'Cannot use the fault {"type":"refused","cassette":"a"}: several cassettes are called so. ' +
        "Say which: cassette: 'x/a.yaml' or 'y/a.yaml'.",
    );
  });

  test('of one where nothing is played', () => {
    expect(() => createFaultPlan([{ type: 'refused' }], [])).toThrow('No cassette is loaded');
  });
});
