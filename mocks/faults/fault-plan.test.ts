import { describe, expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import { recordingsOf } from '../matching/recording.ts';
import { errorOf } from '../test/error-of.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import type { PlacedFault } from './fault.ts';
import { createFaultPlan } from './fault-plan.ts';

const body = (text: string) =>
  streamOf(chunk({ content: text }), chunk({ content: '!' }), chunk({}, {}, 'stop'), '[DONE]');
const named = (file: string) => ({
  ...cassette(interaction([user('Ho')], body('Ahoi'))),
  file,
});
const sample = cassette(
  interaction([user('Hi')], body('Hello')),
  interaction([user('Bye')], body('Goodbye')),
);
const recordings = recordingsOf([sample]);
const both = recordingsOf([sample, named('more/other.yaml')]);

/** Describes the delivery of each attempt: status, number of events, end; `!` if it is altered. */
function deliveries(
  faults: PlacedFault[],
  attempts: number[],
  list = recordings,
  frozen?: Parameters<typeof createFaultPlan>[2],
): string[] {
  const plan = createFaultPlan(faults, list, frozen);
  return attempts.map((at) => {
    const { delivery, altered } = plan.nextDelivery(list[at]!);
    const head = delivery.head ? delivery.head.code : 'refused';
    return `${head} ${delivery.events.length} ${delivery.end}${altered ? '!' : ''}`;
  });
}

const PLAIN = '200 4 close';

describe('createFaultPlan', () => {
  test('applies a fault to the first response of the first interaction, and not to the retry', () => {
    expect(deliveries([{ type: 'disconnect', after: 1 }], [0, 0, 1])).toEqual([
      '200 1 disconnect!',
      PLAIN,
      PLAIN,
    ]);
  });

  test('stops the frozen recording at every attempt that no fault alters', () => {
    const faults: PlacedFault[] = [
      { type: 'status', status: 429 },
      { type: 'slow', ms: 5, attempt: 2 },
    ];
    const frozen = { recording: recordings[0]!, position: 2 };
    expect(deliveries(faults, [0, 0, 0, 1], recordings, frozen)).toEqual([
      '429 1 close!',
      '200 2 stall!',
      '200 2 stall!',
      PLAIN,
    ]);
  });

  test('applies a fault to the interaction and the attempt that it names', () => {
    const faults: PlacedFault[] = [
      { type: 'status', status: 429, interaction: 2 },
      { type: 'status', status: 500, interaction: 2, attempt: 2 },
      { type: 'refused', interaction: 2, attempt: 4 },
    ];
    expect(deliveries(faults, [0, 1, 1, 1, 1, 1])).toEqual([
      PLAIN,
      '429 1 close!',
      '500 1 close!',
      PLAIN,
      'refused 0 close!',
      PLAIN,
    ]);
  });

  test.each<[PlacedFault[], string]>([
    [
      [
        { type: 'slow', ms: 50 },
        { type: 'duplicate', at: 1 },
        { type: 'disconnect', after: 2 },
      ],
      '200 2 disconnect!',
    ],
    [
      [
        { type: 'stall', after: 0 },
        { type: 'status', status: 500 },
      ],
      '500 0 stall!',
    ],
    [[{ type: 'crlf' }, { type: 'comments' }, { type: 'slow', ms: 1 }], PLAIN],
  ])(
    'composes faults in their order, after the one that replaces the response: %j',
    (faults, all) => {
      expect(deliveries(faults, [0])).toEqual([all]);
    },
  );

  test('adds up the pauses at one place', () => {
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
  ])('finds the place of %j', (fault, events) => {
    expect(deliveries([fault], [0])).toEqual([`200 ${events} close!`]);
  });

  test('ignores a field that is undefined', () => {
    const undefinedAfter = { type: 'cut', at: 2, after: undefined } as PlacedFault;
    const undefinedAt = { type: 'end', after: 2, at: undefined } as PlacedFault;
    expect(deliveries([undefinedAfter], [0])).toEqual(['200 2 close!']);
    expect(deliveries([undefinedAt], [0])).toEqual(['200 2 close!']);
  });

  test('takes a flooded response for altered', () => {
    expect(deliveries([{ type: 'flood', at: 1, times: 2 }], [0])).toEqual(['200 5 close!']);
  });

  test('counts events from 1', () => {
    const plan = createFaultPlan([{ type: 'cut', at: 2 }], recordings);
    const { events } = plan.nextDelivery(recordings[0]!).delivery;
    expect(bodyText(events[0]!.raw)).toContain('Hello');
    expect(events).toHaveLength(2);
  });

  test('lists the faults whose attempt was never made', () => {
    const faults: PlacedFault[] = [{ type: 'refused' }, { type: 'html', attempt: 2 }];
    const plan = createFaultPlan(faults, recordings);
    expect(plan.unused).toEqual(faults);
    plan.nextDelivery(recordings[0]!);
    expect(plan.unused).toEqual(faults.slice(1));
    plan.nextDelivery(recordings[0]!);
    expect(plan.unused).toEqual([]);
  });

  test.each(['more/other.yaml', 'more/other', 'other'])(
    'finds a cassette by the name %s',
    (name) => {
      const fault: PlacedFault = { type: 'status', status: 500, cassette: name };
      expect(deliveries([fault], [0, 2], both)).toEqual([PLAIN, '500 1 close!']);
    },
  );

  test('prefers a whole name to the end of another one', () => {
    const list = recordingsOf([named('more/a.yaml'), named('a.yaml')]);
    const fault: PlacedFault = { type: 'status', status: 500, cassette: 'a' };
    expect(deliveries([fault], [0, 1], list)).toEqual([PLAIN, '500 1 close!']);
  });

  const same = recordingsOf([named('x/a.yaml'), named('y/a.yaml')]);

  test.each<[PlacedFault[], string[], typeof recordings?]>([
    [[{ type: 'cut', at: 5 }], ['4 events. Choose 1 to 4.']],
    [[{ type: 'end', after: 5 }], ['4 events. Choose 0 to 4.']],
    [[{ type: 'end', after: 'reasoning' }], ['4 events', 'reasoning']],
    [[{ type: 'cut', at: { text: 'Bye' } }], ['4 events', 'the text "Bye"']],
    [[{ type: 'bad-json', at: 4 }], ['no JSON object']],
    [[{ type: 'refused', interaction: 3 }], ['interaction 3', 'has 2']],
    [[{ type: 'refused', cassette: 'none' }], ['no cassette', 'sample.yaml']],
    [
      [{ type: 'refused' }, { type: 'html' }],
      ['already replaces', 'another attempt'],
    ],
    [[{ type: 'refused' }, { type: 'crlf' }], ['connection is refused']],
    [[{ type: 'refused' }], ['several cassettes', "'sample.yaml' or 'more/other.yaml'"], both],
    [[{ type: 'refused', cassette: 'a' }], ['several cassettes', "'x/a.yaml' or 'y/a.yaml'"], same],
    [[{ type: 'refused' }], ['No cassette is loaded'], []],
  ])('rejects %j', (faults, words, list = recordings) => {
    const error = errorOf(() => createFaultPlan(faults, list));
    expect(error.code).toBe('bad-option');
    for (const each of words) expect(error.message).toContain(each);
  });

  test('names the fault, the interaction, the reason and a hint', () => {
    const faults: PlacedFault[] = [{ type: 'end', after: 'reasoning' }];
    expect(errorOf(() => createFaultPlan(faults, recordings)).message).toMatchInlineSnapshot(
      `"Cannot apply the fault {"type":"end","after":"reasoning"} to sample.yaml, interaction 1: the response (4 events) does not contain reasoning. Choose a target that the recording contains."`,
    );
  });
});
